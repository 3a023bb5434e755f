package org.twinloop.pricing;

import java.time.LocalTime;
import java.util.List;

/** The terms of a price list, by product; all amounts in integer fen, tax included. Made by {@link PriceTermsJson}. */
public sealed interface PriceTerms {

    Product product();

    /** What giving up a ride costs; nothing where the list does not say. */
    default CancelTerms cancel() {
        return CancelTerms.FREE;
    }

    /**
     * Time-share car: a flat amount for the first minutes, then by the minute, capped per rolling 24 hours from unlock.
     * After a full capped day the rest is billed by the minute from its first minute, without a new flat amount.
     */
    record CarShareTerms(
            int flatMinutes,
            long flatFen,
            long perMinuteFen,
            long capPer24hFen,
            long perKmFen,
            long insuranceFen,
            CancelTerms cancel)
            implements PriceTerms {
        public CarShareTerms(
                int flatMinutes, long flatFen, long perMinuteFen, long capPer24hFen, long perKmFen, long insuranceFen) {
            this(flatMinutes, flatFen, perMinuteFen, capPer24hFen, perKmFen, insuranceFen, CancelTerms.FREE);
        }

        @Override
        public Product product() {
            return Product.CAR_SHARE;
        }
    }

    /** Shared bike: a start amount for the first minutes, then by steps begun. */
    record BikeTerms(int baseMinutes, long baseFen, int stepMinutes, long stepFen) implements PriceTerms {
        @Override
        public Product product() {
            return Product.BIKE;
        }
    }

    /** Car with driver: the package that makes the whole cheapest, with kilometres and steps of time beyond it. */
    record ChauffeurTerms(
            List<ServicePackage> packages,
            long overKmFen,
            int overtimeStepMinutes,
            long overtimeStepFen,
            CancelTerms cancel)
            implements PriceTerms {
        public ChauffeurTerms {
            packages = List.copyOf(packages);
        }

        public ChauffeurTerms(
                List<ServicePackage> packages, long overKmFen, int overtimeStepMinutes, long overtimeStepFen) {
            this(packages, overKmFen, overtimeStepMinutes, overtimeStepFen, CancelTerms.FREE);
        }

        @Override
        public Product product() {
            return Product.CHAUFFEUR;
        }
    }

    /**
     * One package of a car service: so many minutes and kilometres for one amount.
     *
     * @param code of the price list; the standard kinds (SINGLE, HALF_DAY, DAY) have names, others go by their content
     */
    record ServicePackage(String code, int minutes, int km, long fen) {
        /** What people call it. */
        public String nameZh() {
            return switch (code) {
                case "SINGLE" -> "单次用车";
                case "HALF_DAY" -> "半日用车";
                case "DAY" -> "全日用车";
                default -> "套餐";
            };
        }

        public String nameEn() {
            return switch (code) {
                case "SINGLE" -> "single ride";
                case "HALF_DAY" -> "half day";
                case "DAY" -> "whole day";
                default -> "package";
            };
        }
    }

    /** Charging by time of use: energy price by band of the day, service price on top, occupancy after a grace. */
    record ChargingTerms(
            List<Band> bands,
            long serviceFenPerKwh,
            int occupancyGraceMinutes,
            long occupancyFenPerMinute,
            long occupancyCapFen)
            implements PriceTerms {
        public ChargingTerms {
            bands = List.copyOf(bands);
        }

        @Override
        public Product product() {
            return Product.CHARGING;
        }
    }

    /** A band of the day in Shanghai time, from inclusive to exclusive; may run over midnight. Bands cover the day. */
    record Band(LocalTime from, LocalTime to, String code, long fenPerKwh) {
        boolean covers(LocalTime time) {
            return from.isBefore(to)
                    ? !time.isBefore(from) && time.isBefore(to)
                    : !time.isBefore(from) || time.isBefore(to);
        }
    }
}
