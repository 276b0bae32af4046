package com.fitscheduler.frontdesk.contract;

import com.fitscheduler.frontdesk.testsupport.FakeProvider;
import com.fitscheduler.frontdesk.testsupport.SupabaseProject;
import com.fitscheduler.frontdesk.testsupport.SupabaseProject.Person;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Supabase's side keeps the contract of the sign-in's calls. */
@EnabledIfEnvironmentVariable(named = SupabaseProject.CHECK, matches = "1", disabledReason = "needs target/tools: run packaging/check")
@Timeout(120)
class SupabaseBrokerContractIT extends BrokerContract {

    private static final String REDIRECT = "https://project.example/functions/v1/integrations/leadconnector/oauth/callback";

    private static FakeProvider provider;
    private static SupabaseProject project;

    @BeforeAll
    static void start() throws Exception {
        provider = new FakeProvider();
        project = SupabaseProject.start(provider.secrets(REDIRECT));
    }

    @AfterAll
    static void stop() throws Exception {
        provider.close();
        project.close();
    }

    /** New gyms and people at the one project; its clock only ever goes ahead. */
    @Override
    protected BrokerSite open() throws Exception {
        return new Site();
    }

    private static final class Site implements BrokerSite {

        private final UUID gym = project.gym("Riverside Gym");
        private final UUID otherGym = project.gym("Harbourside Gym");
        private final Person member = project.person(gym);
        private final Person colleague = project.person(gym);
        private final Person stranger = project.person(otherGym);

        private Site() throws Exception {}

        @Override
        public URI backend() {
            return project.backend();
        }

        @Override
        public String gym() {
            return gym.toString();
        }

        @Override
        public String otherGym() {
            return otherGym.toString();
        }

        @Override
        public String member() {
            return project.token(member);
        }

        @Override
        public String colleague() {
            return project.token(colleague);
        }

        @Override
        public String stranger() {
            return project.token(stranger);
        }

        @Override
        public URI decided(URI authorize, String account) {
            return provider.decided(authorize, account);
        }

        @Override
        public String account() {
            return "madeUpLocation000001";
        }

        @Override
        public void later(Duration time) {
            project.later(time);
            provider.later(time);
        }

        @Override
        public void close() {
            // The project is closed after the last test.
        }
    }
}
