package com.fitscheduler.frontdesk.contract;

import com.fitscheduler.frontdesk.testsupport.FakeProvider;
import com.fitscheduler.frontdesk.testsupport.SupabaseProject;
import com.fitscheduler.frontdesk.testsupport.SupabaseProject.Person;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Supabase's side keeps the contract of the sign-in's calls. */
@EnabledIfEnvironmentVariable(named = SupabaseProject.CHECK, matches = "1", disabledReason = "needs target/tools: run packaging/check")
@Timeout(120)
class SupabaseBrokerContractIT extends BrokerContract {

    @Override
    protected BrokerSite open() throws Exception {
        return new Site();
    }

    private static final class Site implements BrokerSite {

        private static final String REDIRECT = "https://project.example/functions/v1/integrations/leadconnector/oauth/callback";

        private final FakeProvider provider = new FakeProvider();
        private final SupabaseProject project = SupabaseProject.start(provider.secrets(REDIRECT));
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
            provider.close();
            try {
                project.close();
            } catch (java.sql.SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
