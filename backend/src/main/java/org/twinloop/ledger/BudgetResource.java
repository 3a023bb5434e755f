package org.twinloop.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.twinloop.common.Database;
import org.twinloop.identity.CurrentUser;
import org.twinloop.identity.People;
import org.twinloop.identity.Unit;

/** Budgets of one's unit; of all units for those who answer for the whole city. */
@Path("/api/v1/budgets")
@Produces(MediaType.APPLICATION_JSON)
class BudgetResource {

    private final Database database;
    private final Budgets budgets;
    private final People people;
    private final CurrentUser user;
    private final Clock clock;

    BudgetResource(Database database, Budgets budgets, People people, CurrentUser user, Clock clock) {
        this.database = database;
        this.budgets = budgets;
        this.people = people;
        this.user = user;
        this.clock = clock;
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
    public Uni<BudgetList> list() {
        return database.read(
                user.scope(),
                () -> people.listUnits()
                        .chain(units -> budgets.visible(clock.instant()).map(all -> BudgetList.of(all, units))));
    }

    record BudgetList(List<BudgetView> items) {
        static BudgetList of(List<Budget> budgets, List<Unit> units) {
            Map<UUID, String> codes = units.stream().collect(Collectors.toMap(Unit::id, Unit::code));
            return new BudgetList(budgets.stream()
                    .map(budget -> BudgetView.of(budget, codes.get(budget.unitId())))
                    .toList());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BudgetView(
            UUID accountId,
            String unitCode,
            String code,
            String nameZh,
            String economicCode,
            long allotmentFen,
            long spentFen,
            long heldFen,
            long availableFen) {

        static BudgetView of(Budget budget, String unitCode) {
            return new BudgetView(
                    budget.accountId(),
                    unitCode,
                    budget.code(),
                    budget.nameZh(),
                    budget.economicCode(),
                    budget.allotment().fen(),
                    budget.spent().fen(),
                    budget.held().fen(),
                    budget.available().fen());
        }
    }
}
