-- For wrk: asks the request targets of a file in turn (TARGETS names it), with the Accept header of ACCEPT, and prints
-- what happened as one line of JSON.
local requests = {}
local turn = 0

function init(arguments)
  for target in io.lines(os.getenv("TARGETS")) do
    requests[#requests + 1] = wrk.format("GET", target, { Accept = os.getenv("ACCEPT") })
  end
end

function request()
  turn = turn % #requests + 1
  return requests[turn]
end

function done(summary, latency, arguments)
  local errors = summary.errors
  print(string.format(
    '{"requests": %d, "seconds": %.6f, "bytes": %d, "status": %d, "broken": %d}',
    summary.requests, summary.duration / 1e6, summary.bytes, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout))
end
