"""M/M/c in SimPy as its documentation writes such models: a process of each customer, and a resource."""
import random
import time

import simpy

from peer_queue import answer, asked


def main():
    queue = asked()
    arrivals, services = random.Random(queue.seed), random.Random(queue.seed + 1)
    environment = simpy.Environment()
    servers = simpy.Resource(environment, capacity=queue.servers)
    waits = []

    def customer():
        arrived = environment.now
        with servers.request() as request:
            yield request
            waits.append(environment.now - arrived)
            yield environment.timeout(services.expovariate(1))

    def source():
        for _ in range(queue.warm_up + queue.customers):
            yield environment.timeout(arrivals.expovariate(queue.load))
            environment.process(customer())

    environment.process(source())
    began = time.perf_counter()
    environment.run()
    seconds = time.perf_counter() - began
    # Each event that SimPy schedules takes the next of its numbers, from 0.
    answer(queue, seconds, sum(waits[queue.warm_up:]), next(environment._eid))


if __name__ == "__main__":
    main()
