package com.fitscheduler.frontdesk.cli;

import com.fitscheduler.frontdesk.diagnosis.Doctor;
import com.fitscheduler.frontdesk.diagnosis.Finding;
import com.fitscheduler.frontdesk.integration.Card;
import com.fitscheduler.frontdesk.ui.Words;
import com.fitscheduler.frontdesk.ui.support.FindingWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** What scripts read: names and values that stand here do not change, others may be added. The README lists them. */
final class Json {

    /** A terminal may not have every letter. */
    private static final JsonMapper MAPPER = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private Json() {}

    static String status(Desk.Place place, List<Card> cards, Words words) {
        var integrations = new ArrayList<Map<String, @Nullable Object>>();
        for (var card : cards) {
            var one = new LinkedHashMap<String, @Nullable Object>();
            one.put("id", card.key().integrationId());
            one.put("name", words.name(card.key().integrationId()));
            one.put("status", CardWords.state(card).word());
            one.put("contacts", card.connection().lastCount().map(count -> (Object) count.contacts()).orElse(null));
            one.put("last_synced_at", card.connection().lastCount().map(count -> (Object) count.at().toString()).orElse(null));
            one.put("last_error_code", CardWords.failure(card).map(failure -> (Object) failure.problem().code()).orElse(null));
            one.put("last_error_at", CardWords.failure(card).map(failure -> (Object) failure.at().toString()).orElse(null));
            one.put("waiting_to_be_shared", card.waiting() != null);
            integrations.add(one);
        }
        var all = new LinkedHashMap<String, Object>();
        all.put("mode", place.practice() ? "practice" : "real");
        all.put("profile", place.profile());
        all.put("gym", place.gym());
        all.put("desk", place.desk());
        all.put("integrations", integrations);
        return MAPPER.writeValueAsString(all);
    }

    static String findings(List<Finding> findings, FindingWords words) {
        var checks = new ArrayList<Map<String, @Nullable Object>>();
        for (var finding : findings) {
            var one = new LinkedHashMap<String, @Nullable Object>();
            one.put("check", word(finding.link()));
            one.put("outcome", word(finding.outcome()));
            one.put("code", finding.problem() == null ? null : finding.problem().code());
            one.put("reason", finding.why() == null ? null : word(finding.why()));
            one.put("text", words.found(finding));
            checks.add(one);
        }
        var all = new LinkedHashMap<String, @Nullable Object>();
        all.put("cause", Doctor.cause(findings).map(finding -> (Object) word(finding.link())).orElse(null));
        all.put("checks", checks);
        return MAPPER.writeValueAsString(all);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
