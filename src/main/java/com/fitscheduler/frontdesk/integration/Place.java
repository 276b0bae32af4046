package com.fitscheduler.frontdesk.integration;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where this program stands. The name of this computer may be changed while it runs; from any thread. */
public final class Place {

    private final String locationId;
    private final String gymName;
    private final boolean nameIsFixed;
    private volatile String deskName;

    /**
     * @param locationId the gym location's id at the shared backend
     * @param gymName    what people call that location
     * @param deskName   what people call this computer
     */
    public Place(String locationId, String gymName, String deskName) {
        this(locationId, gymName, deskName, false);
    }

    private Place(String locationId, String gymName, String deskName, boolean nameIsFixed) {
        this.locationId = locationId;
        this.gymName = gymName;
        this.deskName = deskName;
        this.nameIsFixed = nameIsFixed;
    }

    /** The same place, where nobody at this computer may change its name. */
    public Place named() {
        return new Place(locationId, gymName, deskName, true);
    }

    /** Whether an administrator has settled what this computer is called. */
    public boolean nameIsFixed() {
        return nameIsFixed;
    }

    public String locationId() {
        return locationId;
    }

    public String gymName() {
        return gymName;
    }

    public String deskName() {
        return deskName;
    }

    /** What happens from now on happened on a computer of that name. */
    public void rename(String desk) {
        deskName = desk;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Place place && locationId.equals(place.locationId) && gymName.equals(place.gymName)
                && deskName.equals(place.deskName);
    }

    @Override
    public int hashCode() {
        return Objects.hash(locationId, gymName);
    }

    @Override
    public String toString() {
        return gymName + " (" + locationId + "), " + deskName;
    }
}
