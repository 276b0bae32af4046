package com.fitscheduler.frontdesk.ui.signin;

import com.fitscheduler.frontdesk.integration.GymLocation;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.ui.Background;
import com.fitscheduler.frontdesk.ui.MessageBox.Message;
import com.fitscheduler.frontdesk.ui.Tone;
import com.fitscheduler.frontdesk.ui.Words;
import com.fitscheduler.frontdesk.ui.signin.SignInState.Advised;
import com.fitscheduler.frontdesk.ui.signin.SignInState.Busy;
import com.fitscheduler.frontdesk.ui.signin.SignInState.Choice;
import com.fitscheduler.frontdesk.ui.signin.SignInState.Choosing;
import com.fitscheduler.frontdesk.ui.signin.SignInState.Done;
import com.fitscheduler.frontdesk.ui.signin.SignInState.Failed;
import com.fitscheduler.frontdesk.ui.signin.SignInState.Open;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * Signs a person in at the shared backend and, where that is wanted, finds the gym location that this computer stands in.
 * Holds no password. Everything is called on the UI thread.
 */
public final class SignInViewModel {

    private static final System.Logger LOG = System.getLogger(SignInViewModel.class.getName());
    /** By which the bundle knows the shared backend. */
    public static final String SERVICE = "service";

    private final Account account;
    private final Optional<Consumer<GymLocation>> wanted;
    private final Background background;
    private final Words words;
    private final ReadOnlyObjectWrapper<SignInState> state = new ReadOnlyObjectWrapper<>(new Open(""));
    private Background.Job job = () -> {};
    private List<GymLocation> gyms = List.of();

    /** @param wanted hears which gym location it is to be; empty where that stands already */
    public SignInViewModel(Account account, Optional<Consumer<GymLocation>> wanted, Background background, Words words) {
        this.account = account;
        this.wanted = wanted;
        this.background = background;
        this.words = words;
    }

    public ReadOnlyObjectProperty<SignInState> state() {
        return state.getReadOnlyProperty();
    }

    /** Begins: with the gym locations of whoever is signed in already if one is wanted, else with the fields. */
    public void begin() {
        run("signin.step.looking", account::who, who -> {
            if (wanted.isPresent() && who.isPresent()) {
                look();
            } else {
                state.set(new Open(who.orElse("")));
            }
        }, failure -> {
            LOG.log(System.Logger.Level.INFO, "nobody can say who was signed in", failure);
            state.set(new Open(""));
        });
    }

    public void signIn(String email, String password) {
        if (busy()) {
            return;
        }
        var name = email.strip();
        if (name.isEmpty() || password.isEmpty()) {
            state.set(new Advised(advice(name, "signin.email.empty"), advice(password, "signin.password.empty")));
            return;
        }
        run("signin.step.signing_in", () -> {
            account.signIn(name, password);
            return true;
        }, _ -> {
            if (wanted.isPresent()) {
                look();
            } else {
                state.set(new Done());
            }
        }, failure -> state.set(new Failed(message(failure), false)));
    }

    /** Asks for the gym locations of whoever is signed in. */
    public void look() {
        run("signin.step.looking", account::gyms, this::found, failure -> {
            var again = failure instanceof IntegrationException e && e.problem() == Problem.DESK_NOT_SIGNED_IN;
            state.set(again ? new Open("") : new Failed(message(failure), true));
        });
    }

    private void found(List<GymLocation> found) {
        gyms = List.copyOf(found);
        if (gyms.isEmpty()) {
            state.set(new Failed(new Message(Tone.ERROR, words.get("signin.none.title"), words.get("signin.none.cause"),
                    words.get("signin.none.action"), words.get("problem.code", Problem.NOT_A_MEMBER.code())), true));
        } else if (gyms.size() == 1) {
            choose(gyms.getFirst().id());
        } else {
            state.set(new Choosing(gyms.stream().map(this::choice).toList()));
        }
    }

    /** Two gyms of one name are told apart by what the shared backend calls them. */
    private Choice choice(GymLocation gym) {
        var alone = gyms.stream().filter(other -> other.name().equals(gym.name())).count() == 1;
        return new Choice(gym.id(), alone ? gym.name() : words.get("signin.same_name", gym.name(), gym.id()));
    }

    /** A gym location was chosen, by its id. */
    public void choose(String id) {
        var chosen = gyms.stream().filter(gym -> gym.id().equals(id)).findFirst().orElseThrow();
        wanted.orElseThrow().accept(chosen);
        state.set(new Done());
    }

    /** Back to the fields, for another account. */
    public void again() {
        job.cancel();
        state.set(new Open(""));
    }

    /** Stops what runs. A sign-in that was made by then stays made. */
    public void cancel() {
        if (busy()) {
            again();
        }
    }

    public boolean busy() {
        return state.get() instanceof Busy;
    }

    private <T> void run(String step, Callable<T> work, Consumer<T> onDone, Consumer<Throwable> onFailed) {
        state.set(new Busy(words.get(step)));
        job = background.run(work, onDone, onFailed);
    }

    private Optional<String> advice(String value, String key) {
        return value.isEmpty() ? Optional.of(words.get(key)) : Optional.empty();
    }

    private Message message(Throwable failure) {
        LOG.log(System.Logger.Level.WARNING, "signing in failed", failure);
        return Message.of(failure instanceof IntegrationException e ? e.problem() : Problem.UNEXPECTED, SERVICE, words);
    }
}
