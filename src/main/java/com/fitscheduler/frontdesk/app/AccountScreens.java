package com.fitscheduler.frontdesk.app;

import com.fitscheduler.frontdesk.integration.GymLocation;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.ui.Views;
import com.fitscheduler.frontdesk.ui.Words;
import com.fitscheduler.frontdesk.ui.signin.AccountController;
import com.fitscheduler.frontdesk.ui.signin.AccountViewModel;
import com.fitscheduler.frontdesk.ui.signin.SignInController;
import com.fitscheduler.frontdesk.ui.signin.SignInState;
import com.fitscheduler.frontdesk.ui.signin.SignInViewModel;
import com.fitscheduler.frontdesk.ui.window.WindowState.Offer;
import com.fitscheduler.frontdesk.ui.window.WindowViewModel;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.stage.Stage;

/** What the window has to do with the account of the person at the desk. Everything on the toolkit's thread. */
final class AccountScreens {

    private static final System.Logger LOG = System.getLogger(AccountScreens.class.getName());

    private final FrontDesk desk;
    private final Stage stage;
    private final WindowViewModel window;
    private final Words words;
    private final Consumer<String> toast;
    private final Runnable openFolder;
    private final Optional<DeskAccount> account;
    private final Optional<AccountViewModel> standing;

    /** @param openFolder shows the folder with the data of this computer */
    AccountScreens(FrontDesk desk, Stage stage, WindowViewModel window, Words words, Consumer<String> toast, Runnable openFolder) {
        this.desk = desk;
        this.stage = stage;
        this.window = window;
        this.words = words;
        this.toast = toast;
        this.openFolder = openFolder;
        account = desk.world().session().map(session -> new DeskAccount(session, desk.world().backend()));
        standing = account.map(whose -> new AccountViewModel(whose, desk.world().free(), desk.background(), words, () -> {
            desk.catchUp();
            toast.accept(words.get("toast.signed_out"));
        }));
        window.serve(this::press);
        window.moved(desk.moved());
    }

    /** Nothing is shared before a person signs in; if there is nothing to sign in at, that is said instead. */
    void signedOut(boolean so) {
        window.signedOut(so && account.isPresent());
        window.unserved(so && account.isEmpty());
    }

    /** A part for the Settings page; empty where nobody signs in. */
    Optional<Node> part() {
        return standing.map(shown -> Views.load(
                new AccountController(shown, words, this::signIn, () -> open(Optional.of(this::moveTo))), words));
    }

    /** The Settings page is turned to. */
    void look() {
        standing.ifPresent(AccountViewModel::load);
    }

    private void press(Offer offer) {
        switch (offer) {
            case SIGN_IN -> signIn();
            case USE_ADDRESS -> useAddress();
            case OPEN_FOLDER -> openFolder.run();
        }
    }

    /** Opens the sign-in; false where nobody signs in. */
    boolean signIn() {
        open(Optional.empty());
        return account.isPresent();
    }

    private void open(Optional<Consumer<GymLocation>> wanted) {
        if (Views.hasDialog(stage)) {
            return;
        }
        account.ifPresent(whose -> {
            var dialog = Dialogs.over(stage, words.get("signin.title"), RealStart.WIDTH, RealStart.HEIGHT);
            var viewModel = new SignInViewModel(whose, wanted, desk.background(), words);
            viewModel.state().subscribe(state -> {
                if (state instanceof SignInState.Done && wanted.isEmpty()) {
                    toast.accept(words.get("toast.signed_in"));
                }
            });
            dialog.setOnHidden(_ -> {
                viewModel.cancel();
                if (desk.reopening()) {
                    // Not from inside the dialog, which would be gone before it has ended what it does.
                    desk.background().onUi(stage::hide);
                } else if (stage.isShowing()) {
                    // Even a sign-in that was cancelled may have come through.
                    desk.catchUp();
                    look();
                }
            });
            Dialogs.show(dialog, Views.load(new SignInController(viewModel, words,
                    Optional.of(desk.world().place().locationId()), dialog::hide), words));
            // A window whose focus moves before it has been drawn is put into the corner, its title bar off the screen.
            Milestones.afterFirstFrame(viewModel::begin);
        });
    }

    private void moveTo(GymLocation gym) {
        if (!gym.id().equals(desk.world().place().locationId())) {
            ChosenGym.keep(gym, desk.preferences());
            desk.reopen();
        }
    }

    private void useAddress() {
        desk.background().run(() -> {
            desk.useAddress();
            return true;
        }, _ -> {
            window.moved(false);
            toast.accept(words.get("toast.moved"));
        }, failure -> {
            LOG.log(System.Logger.Level.WARNING, "the new address is not taken", failure);
            var problem = failure instanceof IntegrationException e ? e.problem() : Problem.UNEXPECTED;
            toast.accept(words.get("problem." + problem.code() + ".title"));
        });
    }
}
