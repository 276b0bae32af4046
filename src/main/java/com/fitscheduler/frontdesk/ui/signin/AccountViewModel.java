package com.fitscheduler.frontdesk.ui.signin;

import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.ui.Background;
import com.fitscheduler.frontdesk.ui.MessageBox.Message;
import com.fitscheduler.frontdesk.ui.Question;
import com.fitscheduler.frontdesk.ui.Words;
import com.fitscheduler.frontdesk.ui.signin.AccountState.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** Who is signed in on this computer, and how that ends. Everything is called on the UI thread. */
public final class AccountViewModel {

    private static final System.Logger LOG = System.getLogger(AccountViewModel.class.getName());

    private final Account account;
    private final boolean free;
    private final Background background;
    private final Words words;
    private final Runnable onSignedOut;
    private final ReadOnlyObjectWrapper<AccountState> state;
    private Background.Job job = () -> {};

    /**
     * @param free        whether another gym location may be chosen; not if the settings say which one it is
     * @param onSignedOut called once nobody is signed in any more
     */
    public AccountViewModel(Account account, boolean free, Background background, Words words, Runnable onSignedOut) {
        this.account = account;
        this.free = free;
        this.background = background;
        this.words = words;
        this.onSignedOut = onSignedOut;
        state = new ReadOnlyObjectWrapper<>(new AccountState(words.get("account.looking"), List.of(), Optional.empty()));
    }

    public ReadOnlyObjectProperty<AccountState> state() {
        return state.getReadOnlyProperty();
    }

    /** Looks again. */
    public void load() {
        job.cancel();
        job = background.run(account::who, who -> {
            show(who, false);
            if (who.isPresent() && free) {
                count(who.get());
            }
        }, failure -> fail(failure, "the account cannot be told"));
    }

    /** Without an answer there is nothing to choose from, and the page says nothing of it. */
    private void count(String who) {
        job = background.run(account::gyms, gyms -> show(Optional.of(who), gyms.size() > 1),
                failure -> LOG.log(System.Logger.Level.INFO, "the gym locations are not known", failure));
    }

    public Question question() {
        return new Question(words.get("signout.title"), words.get("signout.text"), words.get("signout.yes"),
                words.get("signout.no"), false);
    }

    public void signOut() {
        job.cancel();
        state.set(new AccountState(words.get("account.signing_out"), List.of(), Optional.empty()));
        background.run(() -> {
            account.signOut();
            return true;
        }, _ -> {
            show(Optional.empty(), false);
            onSignedOut.run();
        }, failure -> fail(failure, "signing out failed"));
    }

    private void fail(Throwable failure, String what) {
        LOG.log(System.Logger.Level.WARNING, what, failure);
        var problem = failure instanceof IntegrationException e ? e.problem() : Problem.UNEXPECTED;
        state.set(new AccountState(words.get("account.unknown"), List.of(Option.SIGN_IN, Option.SIGN_OUT),
                Optional.of(Message.of(problem, SignInViewModel.SERVICE, words))));
    }

    private void show(Optional<String> who, boolean several) {
        var options = new ArrayList<Option>();
        if (who.isEmpty()) {
            options.add(Option.SIGN_IN);
        } else {
            if (several) {
                options.add(Option.CHOOSE_GYM);
            }
            options.add(Option.SIGN_OUT);
        }
        state.set(new AccountState(who.map(email -> words.get("account.who", email)).orElse(words.get("account.nobody")),
                List.copyOf(options), Optional.empty()));
    }
}
