package com.fitscheduler.frontdesk.ui.integrations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.integration.Activity.Idle;
import com.fitscheduler.frontdesk.integration.Activity.Step;
import com.fitscheduler.frontdesk.integration.Activity.Testing;
import com.fitscheduler.frontdesk.integration.IntegrationService;
import com.fitscheduler.frontdesk.integration.Place;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.testsupport.FakeClock;
import com.fitscheduler.frontdesk.testsupport.FakeContactSource;
import com.fitscheduler.frontdesk.testsupport.InMemoryConnectionStore;
import com.fitscheduler.frontdesk.testsupport.InMemoryCredentialStore;
import com.fitscheduler.frontdesk.testsupport.Inbox;
import com.fitscheduler.frontdesk.testsupport.Samples;
import com.fitscheduler.frontdesk.ui.Background;
import com.fitscheduler.frontdesk.ui.MessageBox;
import com.fitscheduler.frontdesk.ui.TimeWords;
import com.fitscheduler.frontdesk.ui.Views;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

@Tag("ui")
class IntegrationCardUiTest {

    private final FakeClock clock = new FakeClock(Samples.NOW.toString(), "UTC");
    private final Inbox work = new Inbox();
    private final IntegrationCardViewModel card = new IntegrationCardViewModel(Samples.failed(Problem.SERVICE_FAULT),
            new IntegrationService(new Place("gym", "Riverside Gym", "Front desk 2"), Map.of("leadconnector", new FakeContactSource()),
                    new InMemoryCredentialStore(), new InMemoryConnectionStore(), clock),
            new Background(work, Runnable::run), Samples.words(), new TimeWords(Samples.words(), clock),
            new IntegrationCardViewModel.Ways(() -> {}, () -> {}, _ -> {}));

    @BeforeAll
    static void toolkit() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    @Test
    void aMinuteThatPassesTakesNothingAwayThatIsInUse() throws Exception {
        onScreen(root -> {
            Node button = root.lookup("#act-sync");
            Node message = root.lookup(".message");
            clock.move(Duration.ofMinutes(3));
            card.refresh();
            assertEquals("15 minutes ago", card.state().get().values().getFirst().text());
            assertSame(button, root.lookup("#act-sync"));
            assertSame(message, root.lookup(".message"));
            assertEquals(MessageBox.class, message.getClass());
        });
    }

    @Test
    void theFocusGoesToTheButtonThatTookThePlaceOfThePressedOne() throws Exception {
        onScreen(root -> {
            var sync = (Button) root.lookup("#act-sync");
            sync.requestFocus();
            sync.fire();
            assertEquals("act-cancel", root.getScene().getFocusOwner().getId());
            card.trying(new Testing(Step.SAVING), null);
            assertTrue(card.state().get().options().isEmpty(), "nothing can be pressed for a moment");
            card.trying(new Idle(), null);
            assertEquals("act-sync", root.getScene().getFocusOwner().getId());
        });
    }

    @Test
    void aDoubleClickDoesNotCancelWhatItBegan() throws Exception {
        onScreen(root -> {
            click(root.lookup("#act-sync"), 1);
            click(root.lookup("#act-cancel"), 2);
            assertTrue(card.busy(), "the second half of the same click");
            click(root.lookup("#act-cancel"), 1);
            assertFalse(card.busy());
            click(root.lookup("#act-sync"), 1);
            click(root.lookup("#act-cancel"), 1);
            assertFalse(card.busy(), "two clicks, one after the other");
        });
    }

    private static void click(Node node, int count) {
        // A button that has only just come needs its looks before it can be pressed.
        node.applyCss();
        for (var type : List.of(MouseEvent.MOUSE_PRESSED, MouseEvent.MOUSE_RELEASED)) {
            Event.fireEvent(node, new MouseEvent(type, 1, 1, 1, 1, MouseButton.PRIMARY, count, false, false, false, false,
                    type == MouseEvent.MOUSE_PRESSED, false, false, true, false, true, null));
        }
    }

    @Test
    void theFocusNeverFallsToTheWindowWhenWhatHadItGoesAway() throws Exception {
        onScreen(root -> {
            root.lookup("#gear").requestFocus();
            card.show(Samples.disconnected());
            assertEquals("act-connect", root.getScene().getFocusOwner().getId());
            card.show(Samples.failed(Problem.TOKEN_NOT_ACCEPTED));
            root.lookup(".message").requestFocus();
            card.show(Samples.connected());
            assertEquals("act-sync", root.getScene().getFocusOwner().getId());
        });
    }

    @Test
    void whatChangesInTheBackgroundTakesTheFocusFromNobody() throws Exception {
        onScreen(root -> {
            var elsewhere = new Button("elsewhere");
            ((javafx.scene.layout.VBox) root).getChildren().add(elsewhere);
            elsewhere.requestFocus();
            card.show(Samples.disconnected());
            assertSame(elsewhere, root.getScene().getFocusOwner());
            var box = root.lookup("#card-leadconnector");
            box.requestFocus();
            card.show(Samples.connected());
            assertSame(box, root.getScene().getFocusOwner());
        });
    }

    @Test
    void itIsReadOutWhole() throws Exception {
        onScreen(root -> assertEquals("LeadConnector. Connected. Having trouble. Last Synced: 12 minutes ago. Contacts Synced: "
                + "1,284. Last tried: 1 minute ago. LeadConnector has a problem. Its service reported a fault. Wait a few "
                + "minutes, then try again. Code E31. Saved on this computer. Will be shared when the service is reachable.",
                root.lookup("#card-leadconnector").getAccessibleText()));
    }

    private interface Look {
        void at(Parent root);
    }

    private void onScreen(Look look) throws Exception {
        WaitForAsyncUtils.asyncFx(() -> {
            var root = Views.load(new IntegrationCardController(card, Samples.words(), "Riverside Gym"), Samples.words());
            Views.styled(new Scene(new javafx.scene.layout.VBox(root)));
            root.applyCss();
            look.at(root.getParent());
        }).get();
    }
}
