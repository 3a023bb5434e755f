package org.twinloop.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What nobody may do, each with its reason; the name of a rule is the sentence a reader sees when it fails. */
public final class Bans {

    private static final Set<String> CLOCKS = Set.of(
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.LocalDateTime.now",
            "java.time.LocalTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.time.YearMonth.now",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.time.Clock.system",
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime");
    private static final Set<String> WAITS = Set.of(
            "java.lang.Thread.sleep",
            "java.lang.Object.wait",
            "java.util.concurrent.Future.get",
            "java.util.concurrent.CompletableFuture.get",
            "java.util.concurrent.CompletableFuture.join",
            "java.util.concurrent.CountDownLatch.await",
            "io.smallrye.mutiny.Uni.await",
            "io.smallrye.mutiny.Uni.awaitUsing",
            "io.vertx.core.Future.await");
    private static final Set<String> SQL = Set.of(
            "org.twinloop.common.Database.sql",
            "org.twinloop.common.Database.rows",
            "org.twinloop.common.Database.row",
            "org.hibernate.reactive.mutiny.Mutiny$Session.createNativeQuery",
            "org.hibernate.reactive.mutiny.Mutiny$QueryProducer.createNativeQuery",
            "org.hibernate.reactive.mutiny.Mutiny$Query.executeUpdate");
    private static final Set<String> TRANSACTIONS = Set.of(
            "io.quarkus.hibernate.reactive.panache.Panache.withTransaction",
            "io.quarkus.hibernate.reactive.panache.Panache.withSession",
            "org.hibernate.reactive.mutiny.Mutiny$SessionFactory.withTransaction",
            "org.hibernate.reactive.mutiny.Mutiny$SessionFactory.withSession");
    private static final String[] FRAMEWORKS = {
        "io.quarkus..",
        "io.smallrye..",
        "io.vertx..",
        "jakarta..",
        "org.hibernate..",
        "org.eclipse.microprofile..",
        "org.jboss..",
        "java.sql..",
        "java.net.http.."
    };

    private Bans() {}

    public static Map<String, ArchRule> all() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("time is a parameter: only common.SystemTime reads the machine's clock", clocks());
        rules.put("nothing waits: no await, join, get or sleep", calls(WAITS, none()));
        rules.put("only common.Database opens transactions", transactions());
        rules.put("SQL stands in repositories only", calls(SQL, repositories()));
        rules.put("the driver is used in repositories only", driver());
        rules.put("names say what a thing is", names());
        rules.put("the way search is plain Java", plain(resideInAnyPackage("org.twinloop.network.search..")));
        rules.put("the plan search is plain Java", plain(resideInAnyPackage("org.twinloop.trip.planning.search..")));
        rules.put("tours and sites are plain Java", plain(resideInAnyPackage("org.twinloop.network.layout..")));
        rules.put("price functions are plain Java", plain(PRICES));
        rules.put("codecs are plain Java", plain(simpleNameEndingWith("Codec")));
        rules.put("frames are plain Java", plain(resideInAnyPackage("org.twinloop.partner.gb32960.wire..")));
        rules.put("edges belong to their package", edges());
        rules.put("paths are served by classes named Resource", resources());
        return rules;
    }

    private static final DescribedPredicate<JavaClass> PRICES = describe(
            "price functions",
            type -> type.getPackageName().equals("org.twinloop.pricing")
                    && Set.of(
                                    "Pricing",
                                    "PriceLine",
                                    "PriceTerms",
                                    "PriceTermsJson",
                                    "Usage",
                                    "ChargingPrice",
                                    "Product")
                            .contains(outermost(type).getSimpleName()));

    private static ArchRule clocks() {
        DescribedPredicate<JavaClass> allowed = describe(
                "common.SystemTime", type -> outermost(type).getFullName().equals("org.twinloop.common.SystemTime"));
        return calls(CLOCKS, allowed);
    }

    private static ArchRule transactions() {
        DescribedPredicate<JavaClass> allowed = describe(
                "common.Database", type -> outermost(type).getFullName().equals("org.twinloop.common.Database"));
        DescribedPredicate<JavaAccess<?>> opening = describe(
                "opening a transaction",
                access -> matches(access.getTarget(), TRANSACTIONS)
                        || access.getTarget().getOwner().getSimpleName().equals("WithTransaction"));
        return noClasses()
                .that(DescribedPredicate.not(allowed))
                .should()
                .accessTargetWhere(opening)
                .orShould()
                .dependOnClassesThat(describe(
                        "transaction annotations",
                        type -> Set.of("WithTransaction", "WithSession", "ReactiveTransactional", "Transactional")
                                .contains(type.getSimpleName())));
    }

    private static ArchRule driver() {
        return noClasses()
                .that(DescribedPredicate.not(repositories()))
                .should()
                .dependOnClassesThat(describe(
                        "connections of the driver",
                        type -> Set.of(
                                        "Pool",
                                        "PgPool",
                                        "SqlClient",
                                        "SqlConnection",
                                        "PgConnection",
                                        "DataSource",
                                        "AgroalDataSource")
                                .contains(type.getSimpleName())));
    }

    private static ArchRule names() {
        return noClasses()
                .should()
                .haveNameMatching(".*[.$](\\w*(Impl|Manager|Helper|Utils?|Dto|DTO|Info|Data)|Base[A-Z]\\w*)")
                .allowEmptyShould(false);
    }

    private static ArchRule plain(DescribedPredicate<JavaClass> those) {
        return noClasses().that(those).should().dependOnClassesThat().resideInAnyPackage(FRAMEWORKS);
    }

    private static ArchRule edges() {
        return classes().that().haveSimpleNameEndingWith("Resource").should().bePackagePrivate();
    }

    private static ArchRule resources() {
        return classes().that().areAnnotatedWith("jakarta.ws.rs.Path").should().haveSimpleNameEndingWith("Resource");
    }

    private static ArchRule calls(Set<String> forbidden, DescribedPredicate<JavaClass> except) {
        return noClasses()
                .that(DescribedPredicate.not(except))
                .should()
                .accessTargetWhere(describe("one of " + forbidden, access -> matches(access.getTarget(), forbidden)));
    }

    private static boolean matches(AccessTarget target, Set<String> names) {
        return names.contains(target.getOwner().getFullName() + "." + target.getName())
                || target.getOwner().getAllRawSuperclasses().stream()
                        .anyMatch(parent -> names.contains(parent.getFullName() + "." + target.getName()))
                || target.getOwner().getAllRawInterfaces().stream()
                        .anyMatch(parent -> names.contains(parent.getFullName() + "." + target.getName()));
    }

    private static DescribedPredicate<JavaClass> repositories() {
        return describe(
                "repositories and common.Database",
                type -> outermost(type).getSimpleName().endsWith("Repository")
                        || outermost(type).getFullName().equals("org.twinloop.common.Database"));
    }

    private static DescribedPredicate<JavaClass> none() {
        return describe("the excepted", type -> false);
    }

    private static JavaClass outermost(JavaClass type) {
        JavaClass at = type;
        while (at.getEnclosingClass().isPresent()) {
            at = at.getEnclosingClass().get();
        }
        return at;
    }
}
