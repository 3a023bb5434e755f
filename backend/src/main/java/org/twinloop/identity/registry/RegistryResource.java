package org.twinloop.identity.registry;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.identity.CurrentUser;
import org.twinloop.identity.registry.RegistryImport.File;
import org.twinloop.identity.registry.RegistryImport.Outcome;
import org.twinloop.identity.registry.RegistryImport.Told;
import org.twinloop.identity.registry.RegistryLine.Change;
import org.twinloop.identity.registry.RegistryLine.Verdict;

/** How an empty service gets its units and people. */
@Path("/api/v1/registry")
@Produces(MediaType.APPLICATION_JSON)
class RegistryResource {
    private final RegistryImport imports;
    private final FirstAdministrator administrator;
    private final RegistryConfig config;
    private final CurrentUser user;

    RegistryResource(
            RegistryImport imports, FirstAdministrator administrator, RegistryConfig config, CurrentUser user) {
        this.imports = imports;
        this.administrator = administrator;
        this.config = config;
        this.user = user;
    }

    /** Whether a file is only looked at or taken. */
    enum Mode {
        TRIAL,
        TAKE
    }

    record FirstAdministratorRequest(
            @NotNull @Size(min = 1, max = 200) String secret,

            @NotNull @Size(min = 2, max = 40) @Pattern(regexp = "^[a-z0-9][a-z0-9._-]{1,39}$")
            String login,

            @NotNull @Size(min = 1, max = 60) String nameZh,
            @NotNull @Size(min = 10, max = 200) String password,

            @NotNull @Size(min = 2, max = 20) @Pattern(regexp = "^[A-Z0-9-]{2,20}$")
            String unitCode,

            @NotNull @Size(min = 1, max = 100) String unitNameZh,
            @NotNull @Size(min = 1, max = 100) String unitNameEn) {}

    record RegistryVerdict(int line, String key, Change change, String field, String detail) {
        static RegistryVerdict of(Verdict verdict) {
            return new RegistryVerdict(
                    verdict.line(), verdict.key(), verdict.change(), verdict.field(), verdict.detail());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RegistryView(
            UUID id,
            RegistryKind kind,
            Outcome outcome,
            int added,
            int changed,
            int same,
            int refused,
            List<RegistryVerdict> verdicts) {
        static RegistryView of(Told told) {
            return new RegistryView(
                    told.id(),
                    told.kind(),
                    told.outcome(),
                    told.count(Change.ADDED),
                    told.count(Change.CHANGED),
                    told.count(Change.SAME),
                    told.count(Change.REFUSED),
                    told.verdicts().stream().map(RegistryVerdict::of).toList());
        }
    }

    @POST
    @Path("/first-administrator")
    @Consumes(MediaType.APPLICATION_JSON)
    @PermitAll
    public Uni<Void> makeFirstAdministrator(@Valid @NotNull FirstAdministratorRequest r) {
        return administrator.make(
                r.secret(),
                new FirstAdministrator.Wanted(
                        r.login(), r.nameZh(), r.password(), r.unitCode(), r.unitNameZh(), r.unitNameEn()));
    }

    @POST
    @Path("/imports")
    @Consumes("text/csv")
    @RolesAllowed("ADMINISTRATOR")
    public Uni<RegistryView> importRegistry(
            @QueryParam("kind") @NotNull RegistryKind kind,
            @QueryParam("mode") @NotNull Mode mode,
            @NotNull String file) {
        if (!user.scope().equals(Scope.SYSTEM)) {
            throw new ProblemException(
                    CommonProblem.NOT_ALLOWED, "units and people of the whole city come through the administration");
        }
        RegistryCsv.Read read = RegistryCsv.read(kind, file, config.linesMax());
        return imports.take(new File(kind, mode == Mode.TRIAL, user.personId(), read))
                .map(RegistryView::of);
    }
}
