package com.fitscheduler.frontdesk.backend;

import com.fitscheduler.frontdesk.http.Addresses;
import com.fitscheduler.frontdesk.http.Answer;
import com.fitscheduler.frontdesk.http.JsonHttp;
import com.fitscheduler.frontdesk.integration.CardKey;
import com.fitscheduler.frontdesk.integration.GymLocation;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.PendingChange;
import com.fitscheduler.frontdesk.integration.PendingChange.Connect;
import com.fitscheduler.frontdesk.integration.PendingChange.CountFailed;
import com.fitscheduler.frontdesk.integration.PendingChange.Counted;
import com.fitscheduler.frontdesk.integration.PendingChange.Disconnect;
import com.fitscheduler.frontdesk.integration.PendingChange.Stamp;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.integration.SharedRow;
import com.fitscheduler.frontdesk.integration.WhiteLabel;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The backend contract's calls 1 and 5 to 7. Every method blocks. */
public final class BackendClient {

    private static final int UNAUTHORIZED = 401;

    private final JsonHttp http;
    private final URI address;
    private final String apiKey;
    private final Session session;
    private final Clock clock;

    /**
     * @param address may have a path, which the calls' paths are put behind
     * @param apiKey  the publishable key of the project; empty for none
     */
    public BackendClient(JsonHttp http, URI address, String apiKey, Session session, Clock clock) {
        this.http = http;
        this.address = address;
        this.apiKey = apiKey;
        this.session = session;
        this.clock = clock;
    }

    /** Where the backend is. */
    public URI address() {
        return address;
    }

    /** The gym locations of the person who is signed in. */
    public List<GymLocation> locations() throws IntegrationException, InterruptedException, Refused {
        var found = new ArrayList<GymLocation>();
        for (var location : locations(send("GET", "/integrations", null))) {
            var id = location.path("id").asString("");
            if (!id.isBlank()) {
                found.add(new GymLocation(id, WhiteLabel.of(location.path("name").asString(id))));
            }
        }
        return found;
    }

    /**
     * What the gym knows of each of its integrations.
     *
     * @param deskId this computer, which is none of the others
     */
    public Map<CardKey, SharedRow> pull(String locationId, UUID deskId)
            throws IntegrationException, InterruptedException, Refused {
        var rows = new HashMap<CardKey, SharedRow>();
        for (var location : locations(send("GET", "/integrations?location_id=" + encode(locationId), null))) {
            for (var integration : location.path("integrations")) {
                var key = new CardKey(location.path("id").asString(""), integration.path("type").asString(""));
                if (integration.has("epoch") && key.locationId().equals(locationId)) {
                    rows.put(key, Rows.row(integration, deskId));
                }
            }
        }
        return rows;
    }

    private JsonNode locations(Answer answer) throws IntegrationException, Refused {
        var locations = body(answer).path("locations");
        if (!locations.isArray()) {
            throw new IntegrationException(Problem.UNEXPECTED_ANSWER, "no locations in the answer");
        }
        return locations;
    }

    /** Hands one change over. Repeating it with the same operation number is harmless. */
    public Pushed push(CardKey key, UUID deskId, String deskName, PendingChange change)
            throws IntegrationException, InterruptedException, Refused {
        var path = "/integrations/" + encode(key.integrationId());
        var fields = fields(key, deskId, deskName, change.stamp());
        var answer = switch (change) {
            case Connect(_, var method, var account, var contacts) -> {
                fields.put("account", account);
                fields.put("outcome", "synced");
                fields.put("synced_data", Map.of("contact_count", contacts));
                yield send("POST", path + "/" + method.name().toLowerCase(Locale.ROOT) + "/connect", fields);
            }
            case Counted(_, var contacts) -> {
                fields.put("outcome", "synced");
                fields.put("synced_data", Map.of("contact_count", contacts));
                yield send("POST", path + "/sync", fields);
            }
            case CountFailed(_, var problem) -> {
                fields.put("outcome", "failed");
                fields.put("error_code", problem.code());
                yield send("POST", path + "/sync", fields);
            }
            case Disconnect _ -> send("DELETE", path + "?" + query(fields), null);
        };
        if (!answer.succeeded()) {
            throw Refused.of(answer, rowBeside(answer, deskId));
        }
        var body = body(answer);
        var row = Rows.row(body.path("integration"), deskId);
        var outcome = switch (body.path("outcome").asString("")) {
            case "joined" -> Pushed.Outcome.JOINED;
            case "stale" -> Pushed.Outcome.STALE;
            default -> wasJoined(change, row, Rows.hasLogin(body.path("integration"), deskId)) ? Pushed.Outcome.JOINED : Pushed.Outcome.TAKEN;
        };
        return new Pushed(outcome, row);
    }

    /** What a change collided with; empty where a gateway answered. */
    private static Optional<SharedRow> rowBeside(Answer refusal, UUID deskId) {
        var row = refusal.body().map(body -> body.path("integration"));
        try {
            return row.isEmpty() || row.get().isMissingNode() ? Optional.empty() : Optional.of(Rows.row(row.get(), deskId));
        } catch (IntegrationException e) {
            return Optional.empty();
        }
    }

    /** Where the answer that said "joined" was lost: the gym has a login of ours for what goes by another id. */
    private static boolean wasJoined(PendingChange change, SharedRow row, boolean hasLogin) {
        return change instanceof Connect && hasLogin && !change.stamp().connectionId().equals(row.connectionId());
    }

    private Map<String, Object> fields(CardKey key, UUID deskId, String deskName, Stamp stamp) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("desk_id", deskId.toString());
        fields.put("desk_name", deskName);
        fields.put("op_seq", stamp.opSeq());
        fields.put("location_id", key.locationId());
        fields.put("connection_id", stamp.connectionId().toString());
        fields.put("base_epoch", stamp.baseEpoch());
        fields.put("observed_at", stamp.observedAt().toString());
        fields.put("sent_at", clock.instant().toString());
        return fields;
    }

    /** Sends with the session of the person at the desk, renewed once if it is refused. */
    Answer send(String method, String path, @Nullable Object body)
            throws IntegrationException, InterruptedException {
        var token = session.accessToken();
        var answer = http.send(method, Addresses.at(address, path), headers(token), body);
        if (answer.status() != UNAUTHORIZED) {
            return answer;
        }
        session.refused(token);
        return http.send(method, Addresses.at(address, path), headers(session.accessToken()), body);
    }

    private Map<String, String> headers(String token) {
        var bearer = "Bearer " + token;
        return apiKey.isEmpty() ? Map.of("Authorization", bearer) : Map.of("Authorization", bearer, "apikey", apiKey);
    }

    private JsonNode body(Answer answer) throws IntegrationException, Refused {
        if (!answer.succeeded()) {
            throw Refused.of(answer);
        }
        return answer.body().orElseThrow(() -> new IntegrationException(Problem.UNEXPECTED_ANSWER, "no JSON in the answer"));
    }

    private static String query(Map<String, Object> fields) {
        return fields.entrySet().stream().map(field -> field.getKey() + "=" + encode(field.getValue().toString()))
                .collect(Collectors.joining("&"));
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
