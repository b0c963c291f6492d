-- Replays the requests of a file, one after the other: wrk -s load.lua URL -- FILE
--
-- Each request in the file stands behind its length: eight digits and a line break.

local requests, count, at = {}, 0, 0

function init(arguments)
    local file = assert(io.open(arguments[1], "rb"))
    while true do
        local length = file:read(9)
        if not length then break end
        count = count + 1
        requests[count] = file:read(tonumber(length))
    end
    file:close()
end

function request()
    at = at % count + 1
    return requests[at]
end

function done(summary, latency)
    local errors = summary.errors
    local broken = errors.connect + errors.read + errors.write + errors.timeout
    io.write(string.format("RESULT %d %d %d %d %d %d\n", summary.requests, summary.duration,
        errors.status, broken, latency:percentile(50), latency:percentile(99)))
end
