package com.fitscheduler.frontdesk.ui.support;

import com.fitscheduler.frontdesk.diagnosis.Finding;
import com.fitscheduler.frontdesk.diagnosis.Finding.Link;
import com.fitscheduler.frontdesk.ui.Words;
import java.util.Locale;

/** What a check found, in words; the same on the screen, on the command line and in a support file. */
public final class FindingWords {

    private final Words words;
    private final String integrationId;

    /** @param integrationId what {@link Link#LEADCONNECTOR} is called after */
    public FindingWords(Words words, String integrationId) {
        this.words = words;
        this.integrationId = integrationId;
    }

    /** "LeadConnector answers": what was looked at. */
    public String title(Link link) {
        return words.get("check.link." + link.name().toLowerCase(Locale.ROOT), words.name(integrationId));
    }

    /** What was found, in a few words. */
    public String found(Finding finding) {
        var problem = finding.problem();
        var why = finding.why();
        if (problem != null) {
            return words.get("check.failed", said(finding, "title"), problem.code());
        }
        if (why != null) {
            return words.get("check.skipped." + why.name().toLowerCase(Locale.ROOT));
        }
        return finding.detail().isEmpty() ? words.get("check.ok") : words.get("check.ok.detail", finding.detail());
    }

    /** Why it failed, and what to do; empty if it did not. */
    public String advice(Finding finding) {
        return finding.problem() == null ? "" : said(finding, "cause") + " " + said(finding, "action");
    }

    /** One line for a terminal or a file. */
    public String line(Finding finding) {
        var mark = switch (finding.outcome()) {
            case OK -> "ok";
            case FAILED -> "failed";
            case SKIPPED -> "skipped";
        };
        return words.get("check.line", words.get("check.mark." + mark), title(finding.link()), found(finding));
    }

    private String said(Finding finding, String part) {
        var problem = finding.problem();
        var name = finding.link() == Link.SERVICE ? words.get("check.service") : words.name(integrationId);
        return problem == null ? "" : words.get("problem." + problem.code() + "." + part, name);
    }
}
