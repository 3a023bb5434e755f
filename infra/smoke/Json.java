import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON with nothing but the JDK: objects are Map, arrays List, numbers BigDecimal. */
record Json(Object value) {
    static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return members;
    }

    static Json parse(String text) {
        return new Json(new JsonReader(text).document());
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> members() {
        StepFailed.unless(value instanceof Map, "an object was expected, not " + this);
        return (Map<String, Object>) value;
    }

    Object get(String name) {
        Object member = members().get(name);
        return member instanceof Map || member instanceof List ? write(member) : member;
    }

    Json at(String name) {
        StepFailed.unless(members().get(name) != null, "no \"" + name + "\" in " + this);
        return new Json(members().get(name));
    }

    String text(String name) {
        return String.valueOf(at(name).value);
    }

    BigDecimal number(String name) {
        return new BigDecimal(text(name));
    }

    long whole(String name) {
        return number(name).longValueExact();
    }

    boolean flag(String name) {
        return Boolean.parseBoolean(text(name));
    }

    List<Json> list(String name) {
        Object list = at(name).value;
        StepFailed.unless(list instanceof List, "\"" + name + "\" is not a list in " + this);
        return ((List<?>) list).stream().map(Json::new).toList();
    }

    static String write(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(Object value, StringBuilder out) {
        if (value instanceof Map<?, ?> members) {
            String separator = "{";
            for (Map.Entry<?, ?> member : members.entrySet()) {
                out.append(separator);
                write(member.getKey(), out);
                write(member.getValue(), out.append(':'));
                separator = ",";
            }
            out.append(members.isEmpty() ? "{}" : "}");
        } else if (value instanceof List<?> items) {
            String separator = "[";
            for (Object item : items) {
                write(item, out.append(separator));
                separator = ",";
            }
            out.append(items.isEmpty() ? "[]" : "]");
        } else if (value instanceof String text) {
            out.append('"')
                    .append(text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"))
                    .append('"');
        } else {
            out.append(value);
        }
    }

    @Override
    public String toString() {
        return write(value);
    }
}
