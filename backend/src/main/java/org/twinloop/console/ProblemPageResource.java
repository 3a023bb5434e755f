package org.twinloop.console;

import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.twinloop.common.ProblemException;

/** The page a problem type leads to: what the refusal means and what to do, from the table of the contract. */
@Path("/problems")
class ProblemPageResource {

    private static final int COLUMNS = 6;
    private static final String PAGE = """
            <!doctype html>
            <html lang="zh-CN"><head><meta charset="utf-8"><title>%1$s</title></head>
            <body><h1>%1$s</h1><h2>%2$s</h2>
            <dl><dt>when</dt><dd>%3$s</dd><dt>what to do</dt><dd>%4$s</dd></dl></body></html>
            """;

    private final Map<String, List<String>> rows = new HashMap<>();

    ProblemPageResource() {
        try (InputStream in = ProblemPageResource.class.getResourceAsStream("/contract/problems.md")) {
            String table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            table.lines().filter(line -> line.startsWith("| ")).forEach(this::remember);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read contract/problems.md", e);
        }
    }

    @GET
    @Path("/{slug}")
    @PermitAll
    @Produces("text/html; charset=utf-8")
    public String page(@PathParam("slug") @Pattern(regexp = "[a-z0-9-]{1,60}") String slug) {
        List<String> row = rows.get(slug);
        if (row == null) {
            throw ProblemException.notFound("problem " + slug);
        }
        return PAGE.formatted(html(row.get(2)), html(row.get(3)), html(row.get(4)), html(row.get(5)));
    }

    private void remember(String line) {
        List<String> cells = Arrays.stream(line.substring(2).split(" \\| ?"))
                .map(String::strip)
                .toList();
        if (cells.size() >= COLUMNS) {
            rows.put(cells.get(0), cells);
        }
    }

    private static String html(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("`", "");
    }
}
