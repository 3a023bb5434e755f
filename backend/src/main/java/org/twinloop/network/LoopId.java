package org.twinloop.network;

/** One of the two loops of the city. */
public enum LoopId {
    /** 小循环: closed, between government compounds, for officials only. */
    INNER,
    /** 大循环: open, at airports, stations and venues, for everybody. */
    OUTER
}
