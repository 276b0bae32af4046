package com.fitscheduler.frontdesk.integration;

/** Which card: one integration of one gym location. */
public record CardKey(String locationId, String integrationId) {

    /** By hand: a record's own is spun at its first call, which the first frame would wait for. */
    @Override
    public int hashCode() {
        return 31 * locationId.hashCode() + integrationId.hashCode();
    }
}
