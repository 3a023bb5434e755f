import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Publishes the next version of every car-share price list in force. */
final class NewPrices {
    private NewPrices() {}

    /** The ids of the new price lists; the one a receipt names must be among those they follow. */
    static Set<String> publish(Phone finance, String receiptListId, Instant validFrom)
            throws IOException, InterruptedException {
        Json used = null;
        List<Json> inForce = new ArrayList<>();
        for (Json list : finance.get("/price-lists").list("items")) {
            used = list.text("id").equals(receiptListId) ? list : used;
            if (list.text("product").equals("CAR_SHARE") && list.get("validTo") == null) {
                inForce.add(list);
            }
        }
        StepFailed.unless(used != null, "the receipt's price list " + receiptListId + " is not among the price lists");
        Set<String> published = new LinkedHashSet<>();
        for (Json list : inForce) {
            published.add(publishNext(finance, list, validFrom));
        }
        return published;
    }

    /** The next version of a price list, 4 yuan dearer for the first minutes. */
    private static String publishNext(Phone finance, Json list, Instant validFrom)
            throws IOException, InterruptedException {
        Map<String, Object> terms = new LinkedHashMap<>(list.at("terms").members());
        BigDecimal flat = (BigDecimal) terms.get("flatFen");
        terms.put("flatFen", flat.add(BigDecimal.valueOf(400)));
        String id = UUID.randomUUID().toString();
        finance.call(
                "POST",
                "/price-lists",
                Json.object(
                        "id", id,
                        "operatorCode", list.text("operatorCode"),
                        "product", list.text("product"),
                        "vehicleClass", list.text("vehicleClass"),
                        "validFrom", validFrom.toString(),
                        "terms", terms),
                201);
        Journey.say(
                "prices   %s %s: flat %s → %s fen from %s",
                list.text("operatorCode"), list.text("vehicleClass"), flat, terms.get("flatFen"), validFrom);
        return id;
    }
}
