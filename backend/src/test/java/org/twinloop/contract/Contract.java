package org.twinloop.contract;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.SimpleValidationReportFormat;
import com.atlassian.oai.validator.report.ValidationReport;
import com.atlassian.oai.validator.restassured.RestAssuredRequest;
import com.atlassian.oai.validator.restassured.RestAssuredResponse;
import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.URI;

/**
 * Holds every exchange of an API test against {@code openapi.yaml}. An answer must always be as promised: its status,
 * its
 * media type and its body. A request that breaks the contract must have been refused; when the service accepts it, the
 * test fails, for then either the contract or the service is too lax.
 */
public final class Contract implements Filter {

    private static final String ROOT = "/api/v1";
    private static final Contract INSTANCE = new Contract(Project.text(Project.spec("openapi.yaml")));

    private final OpenApiInteractionValidator validator;

    Contract(String document) {
        validator = OpenApiInteractionValidator.createForInlineApiSpecification(document)
                .withLevelResolver(LevelResolver.create()
                        .withLevel("validation.schema.required.readOnly", ValidationReport.Level.IGNORE)
                        .build())
                .build();
    }

    /** Adds the filter to every RestAssured call of this class loader, once. */
    public static void watch() {
        if (RestAssured.filters().stream().noneMatch(filter -> filter instanceof Contract)) {
            RestAssured.filters(INSTANCE);
        }
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification expected, FilterContext context) {
        Response response = context.next(request, expected);
        String path = URI.create(request.getURI()).getRawPath();
        if (path.startsWith(ROOT)) {
            check(request, response, path);
        }
        return response;
    }

    private void check(FilterableRequestSpecification request, Response response, String path) {
        Request.Method method = Request.Method.valueOf(request.getMethod());
        ValidationReport answered = validator.validateResponse(path, method, RestAssuredResponse.of(response));
        boolean refused = response.statusCode() == 404 || response.statusCode() == 405;
        if (answered.hasErrors() && !(refused && outside(answered))) {
            throw broken("The answer " + response.statusCode(), request, answered, response);
        }
        if (response.statusCode() < 300) {
            ValidationReport asked = validator.validateRequest(RestAssuredRequest.of(request));
            if (asked.hasErrors()) {
                throw broken("The accepted request", request, asked, response);
            }
        }
    }

    /** A path or method the contract does not have is a fair question to ask; only 404 and 405 may answer it. */
    private static boolean outside(ValidationReport report) {
        return report.getMessages().stream()
                .allMatch(message -> message.getKey().equals("validation.request.path.missing")
                        || message.getKey().equals("validation.request.operation.notAllowed"));
    }

    private static AssertionError broken(
            String what, FilterableRequestSpecification request, ValidationReport report, Response response) {
        return new AssertionError("%s of %s %s breaks mobile-api-spec/openapi.yaml:%n%s%n%s"
                .formatted(
                        what,
                        request.getMethod(),
                        request.getURI(),
                        SimpleValidationReportFormat.getInstance().apply(report),
                        response.asString()));
    }
}
