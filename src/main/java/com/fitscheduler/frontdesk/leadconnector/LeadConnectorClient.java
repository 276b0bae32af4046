package com.fitscheduler.frontdesk.leadconnector;

import com.fitscheduler.frontdesk.http.Addresses;
import com.fitscheduler.frontdesk.http.Answer;
import com.fitscheduler.frontdesk.http.JsonHttp;
import com.fitscheduler.frontdesk.integration.ContactSource;
import com.fitscheduler.frontdesk.integration.EntryAdvice;
import com.fitscheduler.frontdesk.integration.EntryAdvice.Field;
import com.fitscheduler.frontdesk.integration.EntryAdvice.Kind;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Login;
import com.fitscheduler.frontdesk.integration.ManualEntry;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.integration.Renewals;
import com.fitscheduler.frontdesk.integration.SignIn;
import com.fitscheduler.frontdesk.integration.WhiteLabel;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** LeadConnector's API, version 2, as far as a contact count needs it. */
public final class LeadConnectorClient implements ContactSource {

    private static final System.Logger LOG = System.getLogger(LeadConnectorClient.class.getName());
    private static final String VERSION = "2021-07-28";
    /** The documents say 200; frameworks answer a POST with 201. Part of an answer (206) is none. */
    private static final Set<Integer> COUNTED = Set.of(200, 201);
    /** Without spaces, and without the dashes and joiners that come along with a copy from a document. */
    private static final Pattern SENDABLE = Pattern.compile("[\\x21-\\x7e]+");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9]+");
    private static final Pattern ID_IN_ADDRESS = Pattern.compile("/location/([A-Za-z0-9]+)");
    private static final Pattern WEB_ADDRESS = Pattern.compile("(?i)(https?:|www\\.).*|.*/.*");

    private static final int LONGEST_NAME = 120;

    private final JsonHttp http;
    private final URI address;
    private final URI origin;
    private final Renewals renewals;
    private final Optional<SignIn> signIn;

    /** A client for logins that do not end. */
    public LeadConnectorClient(JsonHttp http, URI address, URI origin) {
        this(http, address, origin, Renewals.none(), Optional.empty());
    }

    /**
     * @param address  where calls go
     * @param origin   what logins are bound to, of which its origin counts: the same, unless the address is practice
     *                 mode's, which is another one at every start
     * @param renewals keeps the logins alive that a sign-in brought
     * @param signIn   empty where nobody can sign in with the browser
     */
    public LeadConnectorClient(JsonHttp http, URI address, URI origin, Renewals renewals, Optional<SignIn> signIn) {
        this.http = http;
        this.address = address;
        this.origin = Addresses.origin(origin);
        this.renewals = renewals;
        this.signIn = signIn;
    }

    @Override
    public Optional<SignIn> signIn() {
        return signIn;
    }

    @Override
    public Renewals renewals() {
        return renewals;
    }

    @Override
    public URI origin() {
        return origin;
    }

    @Override
    public List<EntryAdvice> review(ManualEntry entry) {
        var advice = new ArrayList<EntryAdvice>();
        var token = entry.token();
        if (token.isBlank()) {
            advice.add(new EntryAdvice(Field.TOKEN, Kind.EMPTY, null));
        } else if (!token.startsWith("pit-") || !SENDABLE.matcher(token).matches()) {
            advice.add(new EntryAdvice(Field.TOKEN, Kind.UNUSUAL, null));
        }
        var id = entry.accountId();
        if (id.isBlank()) {
            advice.add(new EntryAdvice(Field.ACCOUNT_ID, Kind.EMPTY, null));
        } else if (WEB_ADDRESS.matcher(id).matches()) {
            var part = ID_IN_ADDRESS.matcher(id);
            advice.add(new EntryAdvice(Field.ACCOUNT_ID, Kind.WEB_ADDRESS, part.find() ? part.group(1) : null));
        } else if (!ID.matcher(id).matches()) {
            advice.add(new EntryAdvice(Field.ACCOUNT_ID, Kind.UNUSUAL, null));
        }
        return advice;
    }

    /** {@code POST /contacts/search}. The one contact that comes with the number is dropped unread. */
    @Override
    public long countContacts(Login login) throws IntegrationException, InterruptedException {
        var body = new LinkedHashMap<String, Object>();
        body.put("locationId", login.accountId());
        body.put("page", 1);
        body.put("pageLimit", 1);
        return total(http.send("POST", Addresses.at(address, "/contacts/search"), headers(login), body));
    }

    /** A number that is said once, in a whole answer, and is one; anything else is no count, and least of all zero. */
    static long total(Answer answer) throws IntegrationException {
        if (!answer.succeeded()) {
            throw Refusals.of(answer);
        }
        return answer.body().filter(_ -> COUNTED.contains(answer.status())).map(json -> json.path("total"))
                .filter(JsonNode::isIntegralNumber).filter(JsonNode::canConvertToLong).map(JsonNode::asLong)
                .filter(number -> number >= 0)
                .orElseThrow(() -> new IntegrationException(Problem.UNEXPECTED_ANSWER, "no total in the answer"));
    }

    /** {@code GET /locations/{id}}, which wants a permission of its own: whatever fails, the name is simply not known. */
    @Override
    public Optional<String> accountName(Login login) throws InterruptedException {
        try {
            var id = URLEncoder.encode(login.accountId(), StandardCharsets.UTF_8);
            return name(http.send("GET", Addresses.at(address, "/locations/" + id), headers(login), null));
        } catch (IntegrationException e) {
            LOG.log(System.Logger.Level.INFO, "the location''s name is not known: {0}", e.problem());
            return Optional.empty();
        }
    }

    private static Optional<String> name(Answer answer) {
        return answer.body().filter(_ -> answer.succeeded()).map(json -> json.path("location").path("name"))
                .filter(JsonNode::isString).map(JsonNode::asString).map(String::strip).map(WhiteLabel::of)
                .filter(name -> !name.isEmpty()).map(name -> name.substring(0, Math.min(LONGEST_NAME, name.length())));
    }

    private static Map<String, String> headers(Login login) throws IntegrationException {
        if (!SENDABLE.matcher(login.token()).matches()) {
            throw new IntegrationException(Problem.TOKEN_NOT_ACCEPTED, "a token with characters that no header takes");
        }
        return Map.of("Authorization", "Bearer " + login.token(), "Version", VERSION);
    }
}
