package com.fitscheduler.frontdesk.testsupport;

import com.fitscheduler.frontdesk.backend.Session;
import java.util.ArrayList;
import java.util.List;

/** Hands out "session-1", and after each refusal the next. */
public final class FakeSession implements Session {

    public final List<String> refused = new ArrayList<>();

    @Override
    public String accessToken() {
        return "session-" + (refused.size() + 1);
    }

    @Override
    public void refused(String accessToken) {
        refused.add(accessToken);
    }
}
