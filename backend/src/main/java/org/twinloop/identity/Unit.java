package org.twinloop.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** A government unit (单位). The one without a parent is the administration that runs the platform. */
@Entity
@Immutable
@Table(schema = "identity", name = "unit")
public class Unit {

    @Id
    private UUID id;

    private String code;

    @Column(name = "name_zh")
    private String nameZh;

    @Column(name = "name_en")
    private String nameEn;

    @Column(name = "parent_id")
    private UUID parentId;

    @Column(name = "place_id")
    private String placeId;

    protected Unit() {}

    /** A new unit; the code is 2 to 20 capital letters, digits and hyphens. */
    public static Unit of(UUID id, String code, String nameZh, String nameEn, UUID parentId, String placeId) {
        Unit unit = new Unit();
        unit.id = id;
        unit.code = code;
        unit.nameZh = nameZh;
        unit.nameEn = nameEn;
        unit.parentId = parentId;
        unit.placeId = placeId;
        return unit;
    }

    public UUID id() {
        return id;
    }

    public String code() {
        return code;
    }

    public String nameZh() {
        return nameZh;
    }

    public String nameEn() {
        return nameEn;
    }

    public UUID parentId() {
        return parentId;
    }

    /** Place of the network where the unit sits; null when unknown. */
    public String placeId() {
        return placeId;
    }

    boolean isRoot() {
        return parentId == null;
    }
}
