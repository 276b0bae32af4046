package com.fitscheduler.frontdesk.ui;

import com.fitscheduler.frontdesk.integration.Problem;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** Every text that a person sees, from the message bundle. Patterns are those of {@link MessageFormat}. */
public final class Words {

    private static final String BUNDLE = "com.fitscheduler.frontdesk.messages";

    private final ResourceBundle bundle;
    private final Locale formats;

    /** @param formats how numbers are written: the region of the operating system, whatever the language of the texts */
    public Words(ResourceBundle bundle, Locale formats) {
        this.bundle = bundle;
        this.formats = formats;
    }

    /** The texts that this program ships with. */
    public static Words shipped() {
        return new Words(ResourceBundle.getBundle(BUNDLE), Locale.getDefault(Locale.Category.FORMAT));
    }

    /** For {@code %key} in FXML. */
    public ResourceBundle bundle() {
        return bundle;
    }

    public Locale formats() {
        return formats;
    }

    /** The text of that key with its places filled. A key that is not there is a fault of the program. */
    public String get(String key, Object... values) {
        return new MessageFormat(bundle.getString(key), formats).format(values);
    }

    /** What people call that integration. */
    public String name(String integrationId) {
        return of(integrationId, "name");
    }

    /** A text that each integration has its own of; place 0 is filled with the integration's name. */
    public String of(String integrationId, String key) {
        return get("integration." + integrationId + "." + key, bundle.getString("integration." + integrationId + ".name"));
    }

    public boolean has(String integrationId, String key) {
        return bundle.containsKey("integration." + integrationId + "." + key);
    }

    /** One part ({@code title}, {@code cause}, {@code action}) of what is said of a problem with that integration. */
    public String of(Problem problem, String part, String integrationId) {
        return get("problem." + problem.code() + "." + part, name(integrationId));
    }

    /** "1,284", in the region's way. */
    public String number(long number) {
        return get("number", number);
    }
}
