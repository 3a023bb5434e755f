package org.twinloop.pricing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Database;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.identity.CurrentUser;
import org.twinloop.operator.Operators;

/** Reading and publishing price lists. */
@Path("/api/v1/price-lists")
@Produces(MediaType.APPLICATION_JSON)
class PriceListResource {

    private static final String OPERATOR_CODE = "[A-Z]{3}";

    private final Database database;
    private final PriceLists priceLists;
    private final Operators operators;
    private final CurrentUser user;

    PriceListResource(Database database, PriceLists priceLists, Operators operators, CurrentUser user) {
        this.database = database;
        this.priceLists = priceLists;
        this.operators = operators;
        this.user = user;
    }

    @GET
    @RolesAllowed({
        "TRAVELLER",
        "APPROVER",
        "VEHICLE_ADMINISTRATOR",
        "FLEET_MANAGER",
        "FINANCE",
        "SUPERVISOR",
        "AUDITOR",
        "ADMINISTRATOR"
    })
    public Uni<PriceListList> list(@QueryParam("operator") @Pattern(regexp = OPERATOR_CODE) String operator) {
        return database.read(user.scope(), priceLists::all)
                .map(lists -> new PriceListList(lists.stream()
                        .filter(list -> operator == null || list.operatorCode().equals(operator))
                        .map(PriceListView::of)
                        .toList()));
    }

    /** Prices hold for all units, so publishing is an act on behalf of the whole city. */
    @POST
    @RolesAllowed({"FINANCE", "ADMINISTRATOR"})
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    public Uni<PriceListView> publish(@Valid @NotNull PriceListRequest request) {
        PriceTerms terms = PriceTermsJson.read(request.terms(), "/terms");
        if (terms.product() != request.product()) {
            throw ProblemException.field(
                    CommonProblem.INVALID,
                    "/terms/kind",
                    "value " + terms.product() + "; the product is " + request.product());
        }
        if (!user.scope().equals(Scope.SYSTEM)) {
            throw new ProblemException(
                    CommonProblem.NOT_ALLOWED, "only the administration's own finance staff publish price lists");
        }
        UUID publishedBy = user.personId();
        return database.act(
                        user.scope(),
                        () -> operators
                                .byCode(request.operatorCode())
                                .map(found -> found.orElseThrow(
                                        () -> ProblemException.notFound("operator " + request.operatorCode())))
                                .chain(operator ->
                                        priceLists.publish(request.asNew(operator.id(), terms), publishedBy)))
                .map(PriceListView::of);
    }

    record PriceListRequest(
            @NotNull UUID id,
            @NotNull @Pattern(regexp = OPERATOR_CODE) String operatorCode,
            @NotNull Product product,

            @NotNull @Size(min = 1, max = 20) @Pattern(regexp = "[A-Z0-9_]+")
            String vehicleClass,

            @NotNull Instant validFrom,

            @NotNull @Schema(implementation = PriceTerms.class, discriminatorProperty = "kind")
            JsonNode terms) {

        NewPriceList asNew(UUID operatorId, PriceTerms read) {
            return new NewPriceList(id, operatorId, operatorCode, product, vehicleClass, validFrom, read);
        }
    }

    record PriceListList(List<PriceListView> items) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PriceListView(
            UUID id,
            String operatorCode,
            Product product,
            String vehicleClass,
            int version,
            Instant validFrom,
            Instant validTo,

            @Schema(implementation = PriceTerms.class, discriminatorProperty = "kind")
            JsonNode terms) {

        static PriceListView of(PriceList list) {
            return new PriceListView(
                    list.id(),
                    list.operatorCode(),
                    list.product(),
                    list.vehicleClass(),
                    list.version(),
                    list.validFrom(),
                    list.validTo(),
                    PriceTermsJson.write(list.terms()));
        }
    }
}
