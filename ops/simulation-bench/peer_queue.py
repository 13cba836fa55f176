"""What the peers have in common: which queue they are asked to simulate, and the line of JSON with which they answer."""
import argparse
import json


def asked():
    parser = argparse.ArgumentParser(description="Simulates M/M/c: Poisson arrivals, exponential service of mean 1, first come first served.")
    parser.add_argument("--customers", type=int, required=True, help="whose waits are counted")
    parser.add_argument("--warm-up", type=int, required=True, help="customers who arrive before and are not counted")
    parser.add_argument("--load", type=float, required=True, help="arrivals per mean service time")
    parser.add_argument("--servers", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    return parser.parse_args()


def answer(queue, seconds, total_wait, own_events=None):
    """Prints it. `events` are arrivals and ends of service, the same for everyone; `ownEvents` is what the simulator counts itself."""
    events = 2 * (queue.customers + queue.warm_up)
    print(json.dumps({"events": events, "ownEvents": own_events, "seconds": seconds, "meanWait": total_wait / queue.customers}))
