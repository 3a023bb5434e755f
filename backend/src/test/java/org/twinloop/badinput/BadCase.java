package org.twinloop.badinput;

import org.twinloop.contract.SpecOperation;
import org.twinloop.exchange.Ask;

/**
 * One wrong request.
 *
 * @param fault where and what, for people
 */
record BadCase(SpecOperation operation, String fault, Ask ask, Expected expected) {

    @Override
    public String toString() {
        return operation.name() + ": " + fault;
    }
}
