package org.twinloop.pricing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.twinloop.common.Database;
import org.twinloop.common.Row;

/** The SQL of the price lists. */
@ApplicationScoped
class PriceListRepository {

    /** @param seesAll false for the staff of a partner, who see their own lists only */
    record Edition(UUID token, boolean seesAll) {}

    private final Database database;
    private final ObjectMapper json;

    PriceListRepository(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    Uni<Edition> edition() {
        return database.rows("select token, current_setting('twinloop.scope') in ('all', 'unit') from pricing.edition")
                .map(rows -> new Edition(rows.get(0).uuid(0), rows.get(0).flag(1)));
    }

    /** Publications follow one another; each gives the edition a new token. */
    Uni<Void> lockEdition() {
        return database.sql("update pricing.edition set token = gen_random_uuid()")
                .replaceWithVoid();
    }

    Uni<List<PriceList>> all() {
        return database.rows("select id, number, operator_id, operator_code, product, vehicle_class, version, "
                        + "lower(valid), upper(valid), terms::text from pricing.price_list "
                        + "order by operator_code, product, vehicle_class, version")
                .map(rows -> rows.stream().map(this::priceList).toList());
    }

    /** Ends the open list of a kind where its successor begins. */
    Uni<Integer> close(UUID operatorId, Product product, String vehicleClass, Instant at) {
        return database.sql(
                "update pricing.price_list set valid = tstzrange(lower(valid), $4) where operator_id = $1 "
                        + "and product = $2 and vehicle_class = $3 and upper_inf(valid)",
                operatorId,
                product.name(),
                vehicleClass,
                at);
    }

    Uni<Void> insert(List<PriceList> lists, Instant at, UUID publishedBy) {
        return database.sql(
                        "insert into pricing.price_list (id, number, operator_id, operator_code, product, "
                                + "vehicle_class, "
                                + "version, valid, terms, published_at, published_by) select id, number, operator_id, "
                                + "operator_code, product, vehicle_class, version, tstzrange(valid_from, valid_to), "
                                + "terms::jsonb, $10, $11 from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], "
                                + "$5::text[], $6::text[], $7::integer[], $8::timestamptz[], $9::timestamptz[], "
                                + "$12::text[]) as t(id, number, operator_id, operator_code, product, vehicle_class, "
                                + "version, valid_from, valid_to, terms)",
                        column(lists, PriceList::id, new UUID[0]),
                        column(lists, PriceList::number, new String[0]),
                        column(lists, PriceList::operatorId, new UUID[0]),
                        column(lists, PriceList::operatorCode, new String[0]),
                        column(lists, list -> list.product().name(), new String[0]),
                        column(lists, PriceList::vehicleClass, new String[0]),
                        column(lists, PriceList::version, new Integer[0]),
                        column(lists, PriceList::validFrom, new Instant[0]),
                        column(lists, PriceList::validTo, new Instant[0]),
                        at,
                        publishedBy,
                        column(lists, list -> PriceTermsJson.write(list.terms()).toString(), new String[0]))
                .replaceWithVoid();
    }

    private static <T, C> C[] column(List<T> things, Function<T, C> value, C[] empty) {
        return things.stream().map(value).toArray(size -> java.util.Arrays.copyOf(empty, size));
    }

    private PriceList priceList(Row r) {
        return new PriceList(
                r.uuid(0),
                r.text(1),
                r.uuid(2),
                r.text(3),
                Product.valueOf(r.text(4)),
                r.text(5),
                (int) r.whole(6),
                r.instant(7),
                r.instant(8),
                terms(r.text(9)));
    }

    private PriceTerms terms(String text) {
        try {
            return PriceTermsJson.read(json.readTree(text), "/terms");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored terms are not JSON", e);
        }
    }
}
