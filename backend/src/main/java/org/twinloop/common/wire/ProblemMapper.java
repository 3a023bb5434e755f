package org.twinloop.common.wire;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.DatabaseFailure;
import org.twinloop.common.Problem;
import org.twinloop.common.ProblemException;
import org.twinloop.common.ProblemException.Edit;
import org.twinloop.common.ProblemException.FieldError;

/** The one place where a refusal becomes HTTP: kind to status, and a body after RFC 9457. */
class ProblemMapper {

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);
    private static final String GAVE_WAY = "与他人的操作同时进行，请重试 / others were at the same; nothing was changed, try again";
    private static final int RETRY_AFTER_SECONDS = 2;
    private static final int DETAIL_LENGTH_MAX = 2000;
    private static final int ERRORS_MAX = 100;

    @ServerExceptionMapper
    Response refusal(ProblemException refused, HttpServerRequest request) {
        int status = status(refused.problem());
        ProblemBody body =
                body(request, status, refused.problem(), refused.getMessage(), refused.errors(), refused.changes());
        return answer(status, body);
    }

    @ServerExceptionMapper
    Response violations(ConstraintViolationException refused, HttpServerRequest request) {
        List<FieldError> errors = refused.getConstraintViolations().stream()
                .map(Violation::of)
                .sorted((a, b) -> a.pointer().compareTo(b.pointer()))
                .toList();
        String detail = errors.stream().map(ProblemMapper::line).collect(Collectors.joining("; "));
        return answer(request, 400, CommonProblem.INVALID, detail, errors);
    }

    /** The mismatch is named too, because the framework answers it in a shape of its own otherwise. */
    @ServerExceptionMapper({JacksonException.class, MismatchedInputException.class})
    Response unreadable(JacksonException failed, HttpServerRequest request) {
        BodyFault fault = BodyFault.of(failed);
        return answer(request, 400, fault.problem(), line(fault.error()), List.of(fault.error()));
    }

    private static String line(FieldError error) {
        return (error.pointer().isEmpty() ? "" : error.pointer() + ": ") + error.detail();
    }

    @ServerExceptionMapper
    Response web(WebApplicationException refused, HttpServerRequest request) {
        if (refused.getCause() instanceof JacksonException unreadable) {
            return unreadable(unreadable, request);
        }
        if (refused.getCause() instanceof ProblemException reason) {
            return refusal(reason, request);
        }
        int status = refused.getResponse().getStatus();
        Problem problem = switch (status) {
            case 401 -> CommonProblem.SIGN_IN_NEEDED;
            case 403 -> CommonProblem.NOT_ALLOWED;
            case 404 -> CommonProblem.NOT_FOUND;
            case 405 -> CommonProblem.METHOD_NOT_ALLOWED;
            case 406 -> CommonProblem.NOT_ACCEPTABLE;
            case 413 -> CommonProblem.TOO_LARGE;
            case 415 -> CommonProblem.UNSUPPORTED_MEDIA_TYPE;
            default -> status < 500 ? CommonProblem.INVALID : CommonProblem.INTERNAL;
        };
        if (status >= 500) {
            return failure(refused, request);
        }
        return answer(request, status, problem, "%s %s".formatted(request.method(), request.path()), List.of());
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    Response unauthenticated(Exception refused, HttpServerRequest request) {
        String detail = refused.getMessage() == null ? "no valid token was sent" : refused.getMessage();
        return answer(request, 401, CommonProblem.SIGN_IN_NEEDED, detail, List.of());
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException refused, HttpServerRequest request) {
        String detail = "your roles do not allow %s %s".formatted(request.method(), request.path());
        return answer(request, 403, CommonProblem.NOT_ALLOWED, detail, List.of());
    }

    @ServerExceptionMapper
    Response failure(Throwable failed, HttpServerRequest request) {
        Throwable root =
                failed instanceof CompletionException && failed.getCause() != null ? failed.getCause() : failed;
        if (root instanceof ProblemException refused) {
            return refusal(refused, request);
        }
        if (root instanceof ConstraintViolationException refused) {
            return violations(refused, request);
        }
        if (DatabaseFailure.isUnavailable(root)) {
            LOG.debugf("refused %s %s: %s", request.method(), request.path(), root.getMessage());
            String why = DatabaseFailure.isOverdue(root) ? "it took too long" : "the database does not answer";
            return answer(request, 503, CommonProblem.UNAVAILABLE, why + "; try again", List.of());
        }
        if (DatabaseFailure.gaveWay(root)) {
            LOG.warnf("gave way: %s %s: %s", request.method(), request.path(), root.getMessage());
            return answer(request, 409, CommonProblem.CONFLICT, GAVE_WAY, List.of());
        }
        LOG.errorf(root, "unexpected failure of %s %s", request.method(), request.path());
        return answer(request, 500, CommonProblem.INTERNAL, null, List.of());
    }

    private static int status(Problem problem) {
        if (problem == CommonProblem.TOO_LARGE) {
            return 413;
        }
        if (problem == CommonProblem.TOO_SLOW) {
            return 408;
        }
        return switch (problem.kind()) {
            case INVALID -> 400;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case UNAVAILABLE -> 503;
        };
    }

    private static Response answer(
            HttpServerRequest request, int status, Problem problem, String detail, List<FieldError> errors) {
        return answer(status, body(request, status, problem, detail, errors));
    }

    private static Response answer(int status, ProblemBody body) {
        Response.ResponseBuilder response =
                Response.status(status).type("application/problem+json").entity(body);
        if (status == 503) {
            response.header("Retry-After", RETRY_AFTER_SECONDS);
        }
        if (status == 401) {
            response.header("WWW-Authenticate", "Bearer");
        }
        response.header("Vary", "Accept-Language");
        return response.build();
    }

    /** Within the limits of the contract, whatever came in. */
    static ProblemBody body(
            HttpServerRequest request, int status, Problem problem, String detail, List<FieldError> errors) {
        return body(request, status, problem, detail, errors, List.of());
    }

    private static ProblemBody body(
            HttpServerRequest request,
            int status,
            Problem problem,
            String detail,
            List<FieldError> errors,
            List<Edit> changes) {
        return new ProblemBody(
                "/problems/" + problem.slug(),
                english(request) ? problem.titleEn() : problem.titleZh(),
                status,
                detail == null ? null : Shown.cut(detail, DETAIL_LENGTH_MAX),
                Shown.cut(request.path(), DETAIL_LENGTH_MAX),
                errors.stream().limit(ERRORS_MAX).toList(),
                changes.stream().limit(ERRORS_MAX).toList(),
                Tracing.current());
    }

    private static boolean english(HttpServerRequest request) {
        String wanted = request.getHeader("Accept-Language");
        return wanted != null && wanted.toLowerCase(Locale.ROOT).startsWith("en");
    }
}
