package com.fitscheduler.frontdesk.ui.settings;

import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.ui.Background;
import com.fitscheduler.frontdesk.ui.MessageBox.Message;
import com.fitscheduler.frontdesk.ui.Words;
import com.fitscheduler.frontdesk.ui.settings.NetworkState.Advice;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The way out of this network, and signing in at its proxy. Holds no password. Everything is called on the UI thread. */
public final class NetworkViewModel {

    private static final System.Logger LOG = System.getLogger(NetworkViewModel.class.getName());

    private final ProxyAccess access;
    private final String integrationId;
    private final Background background;
    private final Words words;
    private final ReadOnlyObjectWrapper<NetworkState> state;
    private Optional<URI> proxy = Optional.empty();

    /** @param integrationId whose words failures are told in */
    public NetworkViewModel(ProxyAccess access, String integrationId, Background background, Words words) {
        this.access = access;
        this.integrationId = integrationId;
        this.background = background;
        this.words = words;
        state = new ReadOnlyObjectWrapper<>(new NetworkState(words.get("network.looking"), false, Optional.empty(), false,
                Optional.empty(), Optional.empty()));
    }

    public ReadOnlyObjectProperty<NetworkState> state() {
        return state.getReadOnlyProperty();
    }

    /** Looks which proxy is in use, and what is kept for it; not while something is being kept. */
    public void load() {
        if (!state.get().busy()) {
            background.run(access::proxy, found -> {
                proxy = found;
                // Only where it could be used: asking a keychain may ask the person.
                if (found.isPresent()) {
                    background.run(access::name, name -> show(name, Optional.empty()), this::failed);
                } else {
                    show(Optional.empty(), Optional.empty());
                }
            }, this::failed);
        }
    }

    public void save(String name, String password) {
        if (state.get().busy()) {
            return;
        }
        var wrong = name.isBlank() ? "network.name.empty" : name.contains(":") ? "network.name.colon"
                : password.isEmpty() ? "network.password.empty" : "";
        if (!wrong.isEmpty()) {
            show(state.get().name(), Optional.of(new Advice(words.get(wrong), true)));
            return;
        }
        run("network.saved", () -> {
            access.save(name.strip(), password);
            return Optional.of(name.strip());
        });
    }

    public void forget() {
        if (!state.get().busy()) {
            run("network.forgotten", () -> {
                access.forget();
                return Optional.empty();
            });
        }
    }

    private void run(String done, Callable<Optional<String>> work) {
        state.set(new NetworkState(way(), true, state.get().name(), true, Optional.empty(), Optional.empty()));
        background.run(work, name -> show(name, Optional.of(new Advice(words.get(done), false))), this::failed);
    }

    private void show(Optional<String> name, Optional<Advice> advice) {
        state.set(new NetworkState(way(), proxy.isPresent(), name, false, advice, Optional.empty()));
    }

    private void failed(Throwable failure) {
        LOG.log(System.Logger.Level.WARNING, "the sign-in of the proxy is not kept or not known", failure);
        var problem = failure instanceof IntegrationException e ? e.problem() : Problem.UNEXPECTED;
        state.set(new NetworkState(way(), proxy.isPresent(), state.get().name(), false, Optional.empty(),
                Optional.of(Message.of(problem, integrationId, words))));
    }

    private String way() {
        return proxy.map(at -> words.get("network.proxy", at.getRawAuthority())).orElse(words.get("network.none"));
    }
}
