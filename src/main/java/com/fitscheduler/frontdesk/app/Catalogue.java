package com.fitscheduler.frontdesk.app;

import com.fitscheduler.frontdesk.integration.Category;
import com.fitscheduler.frontdesk.integration.Integration;
import java.util.List;

/** The integrations of the page, in their order. */
final class Catalogue {

    static final Integration LEADCONNECTOR = new Integration("leadconnector", Category.CRM, true);

    static final List<Integration> ALL = List.of(
            LEADCONNECTOR,
            new Integration("salesforce", Category.CRM, false),
            new Integration("hubspot", Category.CRM, false),
            new Integration("zapier", Category.API_TOOLS, false),
            new Integration("make", Category.API_TOOLS, false));

    private Catalogue() {}
}
