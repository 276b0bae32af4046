package com.fitscheduler.frontdesk.app;

import java.util.Objects;

/** Which version of the program this is. */
final class Version {

    private Version() {}

    /** As its jar says; one that was not packaged has none. */
    static String text() {
        return Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "development");
    }
}
