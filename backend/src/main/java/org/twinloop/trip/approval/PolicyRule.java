package org.twinloop.trip.approval;

import java.util.Optional;

/**
 * One named rule of the list.
 *
 * @param id as people quote it, {@code PR-11}
 * @param source the instrument it comes from
 * @param check empty when the request passes
 * @param remedy the change to the request that its {@code fix} describes
 */
record PolicyRule(String id, String source, Check check, Remedy remedy) {

    /** Looks at a question; says nothing when it passes. */
    @FunctionalInterface
    interface Check {
        Optional<Verdict> of(PolicyQuestion question, PolicySettings settings);
    }

    /** The question as it would pass. */
    @FunctionalInterface
    interface Remedy {
        PolicyQuestion apply(PolicyQuestion question, PolicySettings settings);
    }

    /** A finding before it knows its rule. */
    record Verdict(PolicyFinding.Action action, String textZh, String textEn, String fixZh, String fixEn) {}

    Optional<PolicyFinding> judge(PolicyQuestion question, PolicySettings settings) {
        return check.of(question, settings)
                .map(v -> new PolicyFinding(id, v.action(), v.textZh(), v.textEn(), v.fixZh() + " / " + v.fixEn()));
    }
}
