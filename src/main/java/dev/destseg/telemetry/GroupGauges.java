package dev.destseg.telemetry;

import dev.destseg.line.KafkaGroup;
import dev.destseg.line.KafkaSettings;
import dev.destseg.line.kafka.GroupState;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import java.util.function.ToDoubleFunction;

/** How this appliance does as a member of a group of Kafka; nothing where none is configured. */
@Singleton
class GroupGauges implements MeterBinder {
    private final KafkaSettings settings;
    private final KafkaGroup group;

    GroupGauges(KafkaSettings settings, KafkaGroup group) {
        this.settings = settings;
        this.group = group;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        if (settings.url().isEmpty()) {
            return;
        }
        count(registry, "results", "Inspections committed to the topic of results", GroupState::results);
        count(registry, "dead.letters", "Messages that cannot be judged", GroupState::deadLetters);
        count(registry, "lost", "Messages that the cluster deleted before anybody judged them", GroupState::lost);
        count(registry, "interruptions", "How often membership has ended by a failure", GroupState::interruptions);
        gauge(registry, "joined", "1 while it is a member", state -> state.joined() ? 1 : 0);
        gauge(registry, "partitions", "Partitions that it judges", state -> state.partitions()
                .size());
        gauge(registry, "lag", "Messages of its partitions without an answer", GroupState::lag);
    }

    private void count(MeterRegistry registry, String name, String what, ToDoubleFunction<GroupState> figure) {
        FunctionCounter.builder("destseg.group." + name, group, of(figure))
                .description(what)
                .register(registry);
    }

    private void gauge(MeterRegistry registry, String name, String what, ToDoubleFunction<GroupState> figure) {
        Gauge.builder("destseg.group." + name, group, of(figure))
                .description(what)
                .register(registry);
    }

    private static ToDoubleFunction<KafkaGroup> of(ToDoubleFunction<GroupState> figure) {
        return group -> group.state().map(figure::applyAsDouble).orElse(0.0);
    }
}
