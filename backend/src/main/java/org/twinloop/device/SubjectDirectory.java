package org.twinloop.device;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a device must be told of the car or pile it sits in when it is provisioned. Devices lie below those features, so
 * each supplies one of these for its kind.
 */
public interface SubjectDirectory {

    DeviceKind kind();

    /** The facts of the given vehicles or piles; one that is not known is absent. Called inside an act. */
    Uni<Map<UUID, DeviceSubject>> describe(List<UUID> subjectIds);
}
