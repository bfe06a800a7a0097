package dev.destseg.line.modbus;

import com.digitalpetri.modbus.server.ModbusRequestContext;
import com.digitalpetri.modbus.server.ModbusRequestContext.ModbusTcpRequestContext;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers the connections that machines make, so that a machine which was away in between is told from one that was not, also
 * when it comes again from the same port. Safe between threads.
 */
final class MachineConnections {
    static final long NONE = 0;

    private final Map<SocketAddress, Long> numbers = new ConcurrentHashMap<>();
    private final AtomicLong last = new AtomicLong(NONE);

    /** @param pipeline of a connection that is about to begin */
    void watch(ChannelPipeline pipeline) {
        pipeline.addFirst(new Watch());
    }

    /** Which connection a request came by. */
    long number(ModbusRequestContext request) {
        return request instanceof ModbusTcpRequestContext tcp ? numbers.getOrDefault(tcp.remoteAddress(), NONE) : NONE;
    }

    private final class Watch extends ChannelInboundHandlerAdapter {
        private final long number = last.incrementAndGet();

        @Override
        public void channelActive(ChannelHandlerContext context) throws Exception {
            numbers.put(context.channel().remoteAddress(), number);
            super.channelActive(context);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) throws Exception {
            numbers.values().remove(number);
            super.channelInactive(context);
        }
    }
}
