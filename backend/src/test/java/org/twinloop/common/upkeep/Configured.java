package org.twinloop.common.upkeep;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** A configuration as it is, but for one value. */
public final class Configured {

    private Configured() {}

    /** @param key name of the method that answers the value */
    public static <T> T with(Class<T> type, T real, String key, Object value) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                    if (method.getName().equals(key)) {
                        return value;
                    }
                    try {
                        return method.invoke(real, given);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                }));
    }
}
