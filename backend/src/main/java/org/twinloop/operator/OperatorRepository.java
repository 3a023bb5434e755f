package org.twinloop.operator;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.twinloop.common.Database;
import org.twinloop.common.Money;
import org.twinloop.common.Row;

/** The SQL of partners and contracts. */
@ApplicationScoped
class OperatorRepository {

    private static final String OPERATOR =
            "select id, code, kind, name_zh, name_en, endpoint_url from operator.operator";
    private static final String CONTRACT =
            "select id, operator_id, number, ceiling_fen, lower(valid), upper(valid) from operator.contract";

    private final Database database;

    OperatorRepository(Database database) {
        this.database = database;
    }

    Uni<Optional<Operator>> byId(UUID id) {
        return database.row(OPERATOR + " where id = $1", id).map(row -> row.map(OperatorRepository::operator));
    }

    Uni<Optional<Operator>> byCode(String code) {
        return database.row(OPERATOR + " where code = $1", code).map(row -> row.map(OperatorRepository::operator));
    }

    Uni<List<Operator>> all() {
        return database.rows(OPERATOR + " order by code")
                .map(rows -> rows.stream().map(OperatorRepository::operator).toList());
    }

    Uni<Integer> insert(List<Operator> operators) {
        return database.sql(
                "insert into operator.operator (id, code, kind, name_zh, name_en, endpoint_url) "
                        + "select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], "
                        + "$6::text[]) "
                        + "on conflict (id) do nothing",
                column(operators, Operator::id, new UUID[0]),
                column(operators, Operator::code, new String[0]),
                column(operators, operator -> operator.kind().name(), new String[0]),
                column(operators, Operator::nameZh, new String[0]),
                column(operators, Operator::nameEn, new String[0]),
                column(operators, Operator::endpointUrl, new String[0]));
    }

    Uni<Optional<Contract>> contract(UUID operatorId, Instant at) {
        return database.row(CONTRACT + " where operator_id = $1 and valid @> $2::timestamptz", operatorId, at)
                .map(row -> row.map(OperatorRepository::contract));
    }

    Uni<Optional<Contract>> contract(UUID operatorId, Operator.Kind kind, Instant at) {
        return database.row(
                        CONTRACT + " where operator_id = $1 and valid @> $3::timestamptz and exists "
                                + "(select from operator.operator o where o.id = $1 and o.kind = $2)",
                        operatorId,
                        kind.name(),
                        at)
                .map(row -> row.map(OperatorRepository::contract));
    }

    Uni<List<Contracts.Provider>> providers(Instant at) {
        return database.rows("""
                        select c.id, c.operator_id, c.number, c.ceiling_fen, lower(c.valid), upper(c.valid), o.kind
                        from operator.contract c join operator.operator o on o.id = c.operator_id
                        where c.valid @> $1::timestamptz order by o.code""", at)
                .map(rows -> rows.stream()
                        .map(row -> new Contracts.Provider(Operator.Kind.valueOf(row.text(6)), contract(row)))
                        .toList());
    }

    Uni<List<Contract>> contracts(UUID operatorId) {
        return database.rows(CONTRACT + " where operator_id = $1 order by lower(valid)", operatorId)
                .map(rows -> rows.stream().map(OperatorRepository::contract).toList());
    }

    Uni<Integer> insertContracts(List<Contract> contracts) {
        return database.sql(
                "insert into operator.contract (id, operator_id, number, ceiling_fen, valid) "
                        + "select id, operator_id, number, ceiling_fen, tstzrange(valid_from, valid_to) "
                        + "from unnest($1::uuid[], $2::uuid[], $3::text[], $4::bigint[], $5::timestamptz[], "
                        + "$6::timestamptz[]) c(id, operator_id, number, ceiling_fen, valid_from, valid_to) "
                        + "on conflict (id) do nothing",
                column(contracts, Contract::id, new UUID[0]),
                column(contracts, Contract::operatorId, new UUID[0]),
                column(contracts, Contract::number, new String[0]),
                column(contracts, c -> c.ceiling() == null ? null : c.ceiling().fen(), new Long[0]),
                column(contracts, Contract::validFrom, new Instant[0]),
                column(contracts, Contract::validTo, new Instant[0]));
    }

    private static <T, C> C[] column(List<T> things, Function<T, C> value, C[] empty) {
        return things.stream().map(value).toArray(size -> java.util.Arrays.copyOf(empty, size));
    }

    private static Operator operator(Row r) {
        return new Operator(r.uuid(0), r.text(1), Operator.Kind.valueOf(r.text(2)), r.text(3), r.text(4), r.text(5));
    }

    private static Contract contract(Row r) {
        Money ceiling = r.isNull(3) ? null : Money.fen(r.whole(3));
        return new Contract(r.uuid(0), r.uuid(1), r.text(2), ceiling, r.instant(4), r.instant(5));
    }
}
