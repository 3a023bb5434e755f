package org.twinloop.notification.preference;

import org.twinloop.notification.template.MessageClass;

/** By what a copy of a message goes out. The inbox is no channel: it has every message. */
public enum Channel {
    /** Firebase Cloud Messaging to the phones of a person; does not reach phones in mainland China. */
    FIREBASE,
    /** An HTTP gateway of the unit or of the whole service: text messages, a work chat. */
    GATEWAY;

    /**
     * Whether copies of a class go out where the person has said nothing. A gateway may cost money by the message, so
     * only what is urgent goes by it at once, and the rest when nobody answers.
     */
    public boolean isOnByDefault(MessageClass messageClass) {
        return this == FIREBASE || messageClass == MessageClass.URGENT;
    }
}
