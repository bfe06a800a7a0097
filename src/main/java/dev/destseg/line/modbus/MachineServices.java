package dev.destseg.line.modbus;

import com.digitalpetri.modbus.ExceptionCode;
import com.digitalpetri.modbus.FunctionCode;
import com.digitalpetri.modbus.exceptions.ModbusResponseException;
import com.digitalpetri.modbus.pdu.WriteMultipleCoilsRequest;
import com.digitalpetri.modbus.pdu.WriteMultipleCoilsResponse;
import com.digitalpetri.modbus.pdu.WriteMultipleRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteMultipleRegistersResponse;
import com.digitalpetri.modbus.pdu.WriteSingleCoilRequest;
import com.digitalpetri.modbus.pdu.WriteSingleCoilResponse;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterRequest;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterResponse;
import com.digitalpetri.modbus.server.ModbusRequestContext;
import com.digitalpetri.modbus.server.ProcessImage;
import com.digitalpetri.modbus.server.ReadOnlyModbusServices;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What machines may do: read everything, and write where triggers are heard. Other registers are an illegal address; where
 * nobody listens now, or too many triggers wait, the answer is that the box is busy, and nothing was written.
 */
final class MachineServices extends ReadOnlyModbusServices {
    private static final int ON = 0xff00;

    private final ProcessImage image;
    private final Map<Integer, RegisterTriggers> stations;
    private final int count;
    private final MachineConnections connections;

    /**
     * @param stations that hear triggers, by their number; shared, may grow
     * @param count of all stations
     */
    MachineServices(
            ProcessImage image, Map<Integer, RegisterTriggers> stations, int count, MachineConnections connections) {
        this.image = image;
        this.stations = stations;
        this.count = count;
        this.connections = connections;
    }

    @Override
    protected Optional<ProcessImage> getProcessImage(int unit) {
        return Optional.of(image);
    }

    @Override
    public WriteSingleRegisterResponse writeSingleRegister(
            ModbusRequestContext context, int unit, WriteSingleRegisterRequest request) throws ModbusResponseException {
        byte[] value = Registers.word(request.value());
        write(FunctionCode.WRITE_SINGLE_REGISTER, request.address(), value, connections.number(context));
        return new WriteSingleRegisterResponse(request.address(), request.value());
    }

    @Override
    public WriteMultipleRegistersResponse writeMultipleRegisters(
            ModbusRequestContext context, int unit, WriteMultipleRegistersRequest request)
            throws ModbusResponseException {
        long connection = connections.number(context);
        write(FunctionCode.WRITE_MULTIPLE_REGISTERS, request.address(), request.values(), connection);
        return new WriteMultipleRegistersResponse(request.address(), request.quantity());
    }

    private void write(FunctionCode function, int first, byte[] values, long connection)
            throws ModbusResponseException {
        Map<Integer, byte[]> written = new TreeMap<>();
        for (int i = 0; i < values.length / 2; i++) {
            if (!Registers.isTrigger(first + i)) {
                throw new ModbusResponseException(function, ExceptionCode.ILLEGAL_DATA_ADDRESS);
            }
            written.put(first + i, Arrays.copyOfRange(values, 2 * i, 2 * i + 2));
        }
        int station = Registers.station(first);
        RegisterTriggers triggers = listening(function, station);
        int lower = Registers.trigger(station) + 1;
        if (written.containsKey(lower) && !triggers.count(number(written, lower), connection)) {
            throw new ModbusResponseException(function, ExceptionCode.SLAVE_DEVICE_BUSY);
        }
        image.with(transaction -> {
            transaction.writeInputRegisters(all -> all.putAll(written));
            transaction.writeHoldingRegisters(all -> all.putAll(written));
        });
    }

    private long number(Map<Integer, byte[]> written, int lower) {
        byte[] upper = written.getOrDefault(
                lower - 1, image.get(transaction -> transaction.readHoldingRegisters(all -> all.get(lower - 1))));
        return Registers.number(upper, written.get(lower));
    }

    @Override
    public WriteSingleCoilResponse writeSingleCoil(
            ModbusRequestContext context, int unit, WriteSingleCoilRequest request) throws ModbusResponseException {
        boolean on = request.value() == ON;
        switchTo(FunctionCode.WRITE_SINGLE_COIL, request.address(), on, connections.number(context));
        return new WriteSingleCoilResponse(request.address(), request.value());
    }

    @Override
    public WriteMultipleCoilsResponse writeMultipleCoils(
            ModbusRequestContext context, int unit, WriteMultipleCoilsRequest request) throws ModbusResponseException {
        for (int i = 0; i < request.quantity(); i++) {
            boolean on = (request.values()[i / Byte.SIZE] >> i % Byte.SIZE & 1) == 1;
            switchTo(FunctionCode.WRITE_MULTIPLE_COILS, request.address() + i, on, connections.number(context));
        }
        return new WriteMultipleCoilsResponse(request.address(), request.quantity());
    }

    private void switchTo(FunctionCode function, int coil, boolean on, long connection) throws ModbusResponseException {
        if (!listening(function, coil).switchTo(on, connection)) {
            throw new ModbusResponseException(function, ExceptionCode.SLAVE_DEVICE_BUSY);
        }
        image.with(transaction -> transaction.writeCoils(all -> all.put(coil, on)));
    }

    private RegisterTriggers listening(FunctionCode function, int station) throws ModbusResponseException {
        if (station >= count) {
            throw new ModbusResponseException(function, ExceptionCode.ILLEGAL_DATA_ADDRESS);
        }
        RegisterTriggers triggers = stations.get(station);
        if (triggers == null) {
            throw new ModbusResponseException(function, ExceptionCode.SLAVE_DEVICE_BUSY);
        }
        return triggers;
    }
}
