package org.twinloop.charging;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.twinloop.device.DeviceKind;
import org.twinloop.device.Uplink;
import org.twinloop.device.UplinkHandler;

/** Takes {@code up/status} of piles. */
@ApplicationScoped
class StatusUplink implements UplinkHandler {

    private final PileIntake intake;

    StatusUplink(PileIntake intake) {
        this.intake = intake;
    }

    @Override
    public String topicSuffix() {
        return "status";
    }

    @Override
    public boolean accepts(DeviceKind kind) {
        return kind == DeviceKind.PILE;
    }

    @Override
    public Uni<Uplink.Verdict> receive(Uplink.Message message) {
        try {
            PileMessage.Status told = PileCodec.status(message.subjectId(), message.payload(), message.receivedAt());
            return intake.write(told).replaceWith(Uplink.Verdict.ACCEPTED);
        } catch (PileCodec.Unreadable unreadable) {
            return Uni.createFrom().item(Uplink.Verdict.quarantine(unreadable.getMessage()));
        }
    }
}
