package org.twinloop.settlement.statement;

import java.util.List;
import java.util.Map;

/**
 * A line of a file as read.
 *
 * @param values what could be read, by column of {@code settlement.statement_line}
 */
record StatementRow(int lineNo, String raw, Map<String, Object> values, List<Fault> faults) {}
