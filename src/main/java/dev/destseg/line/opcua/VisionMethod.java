package dev.destseg.line.opcua;

import dev.destseg.access.Role;
import dev.destseg.tensor.InputException;
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.milo.opcua.sdk.server.methods.AbstractMethodInvocationHandler;
import org.eclipse.milo.opcua.sdk.server.nodes.UaMethodNode;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.structured.Argument;
import org.jboss.logging.Logger;

/**
 * A method of a vision system. Its last output is always Error. A caller whose role does not allow it, or a state in which it
 * is not possible, is told by the status of the call.
 */
final class VisionMethod extends AbstractMethodInvocationHandler {
    private static final Logger LOG = Logger.getLogger(VisionMethod.class);

    private final UaMethodNode node;
    private final Role role;
    private final Action action;

    /** @param role that a caller must have */
    VisionMethod(UaMethodNode node, Role role, Action action) {
        super(node);
        this.node = node;
        this.role = role;
        this.action = action;
    }

    /** What a method does. */
    @FunctionalInterface
    interface Action {
        /**
         * @param inputs as many as the method has, of its types
         * @return the outputs but the last
         * @throws UaException when it is not possible at all, as in a state that the specification does not allow
         * @throws VisionRefusal when it was not done
         */
        Object[] run(Caller caller, Inputs inputs) throws UaException, VisionRefusal;
    }

    @Override
    public Argument[] getInputArguments() {
        return Optional.ofNullable(node.getInputArguments()).orElse(new Argument[0]);
    }

    @Override
    public Argument[] getOutputArguments() {
        return Optional.ofNullable(node.getOutputArguments()).orElse(new Argument[0]);
    }

    @Override
    protected Variant[] invoke(InvocationContext context, Variant[] values) throws UaException {
        Caller caller = Caller.of(context)
                .filter(known -> known.role().includes(role))
                .orElseThrow(() -> new UaException(
                        StatusCodes.Bad_UserAccessDenied,
                        node.getBrowseName().name() + " is for the role " + role.label() + " and those above it"));
        try {
            Object[] outputs = action.run(caller, new Inputs(context.getServer(), values));
            return outputs(VisionError.OK, outputs);
        } catch (VisionRefusal refused) {
            return refused(caller, refused.error(), refused);
        } catch (InputException unusable) {
            return refused(caller, VisionError.ARGUMENT, unusable);
        } catch (RuntimeException failed) { // The journal or the disk, perhaps; no client hears more than that.
            LOG.errorf(failed, "OPC UA: %s failed", node.getBrowseName().name());
            return refused(caller, VisionError.FAILED, failed);
        }
    }

    private Variant[] refused(Caller caller, VisionError error, Exception why) {
        LOG.warnf(
                "OPC UA: %s, called by %s, was refused (%d): %s",
                node.getBrowseName().name(), caller.name(), error.number(), why.getMessage());
        return outputs(error);
    }

    private Variant[] outputs(VisionError error, Object... outputs) {
        Variant[] all = new Variant[getOutputArguments().length];
        Arrays.fill(all, Variant.NULL_VALUE);
        for (int i = 0; i < outputs.length; i++) {
            all[i] = new Variant(outputs[i]);
        }
        all[all.length - 1] = new Variant(error.number());
        return all;
    }
}
