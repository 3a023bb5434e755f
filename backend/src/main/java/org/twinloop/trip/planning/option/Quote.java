package org.twinloop.trip.planning.option;

import java.util.List;
import org.twinloop.pricing.PriceLine;
import org.twinloop.pricing.PriceTerms;
import org.twinloop.pricing.Pricing;
import org.twinloop.pricing.Usage;
import org.twinloop.trip.planning.option.PlanOption.Line;

/**
 * A planned price and what the budget would hold for it, both by the function that bills.
 *
 * @param holdFen price of the whole window, never less than the planned price
 */
record Quote(List<Line> lines, long priceFen, long holdFen) {
    static final Quote FREE = new Quote(List.of(), 0, 0);

    static Quote of(PriceTerms terms, Usage planned, Usage atMost) {
        List<PriceLine> lines = Pricing.price(terms, planned);
        long price = PriceLine.total(lines).fen();
        long most = PriceLine.total(Pricing.price(terms, atMost)).fen();
        return new Quote(lines.stream().map(Line::of).toList(), price, Math.max(price, most));
    }
}
