package org.twinloop.console.loop;

import java.util.ArrayList;
import java.util.List;
import org.twinloop.network.LoopId;

/** A proposal of sites as it is told. */
record SitingView(
        LoopId loop,
        int withinM,
        boolean estimated,
        MetricView metric,
        List<SiteView> sites,
        long demandTrips,
        int demandPoints,
        long servedBefore,
        long servedAfter,
        int coveredBefore,
        int coveredAfter,
        long servedBound,
        double gapPercent,
        boolean exact) {

    record SiteView(String code, String nameZh, String nameEn, double lon, double lat, long gainTrips) {}

    static SitingView of(LoopId loop, int withinM, PileSiting siting) {
        List<SiteView> sites = new ArrayList<>();
        for (int i = 0; i < siting.sites().size(); i++) {
            PileSiting.Candidate site = siting.sites().get(i);
            sites.add(new SiteView(
                    site.code(),
                    site.nameZh(),
                    site.nameEn(),
                    site.at().lon(),
                    site.at().lat(),
                    siting.gains().get(i)));
        }
        return new SitingView(
                loop,
                withinM,
                siting.estimated(),
                MetricView.of(siting.metric()),
                sites,
                siting.demand(),
                siting.points(),
                siting.before().trips(),
                siting.after().trips(),
                siting.before().points(),
                siting.after().points(),
                siting.before().trips() + siting.choice().bound(),
                LoopView.rounded(siting.choice().gap() * 100, 10),
                siting.choice().exact());
    }
}
