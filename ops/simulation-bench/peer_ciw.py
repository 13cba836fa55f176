"""M/M/c in Ciw: one node."""
import time

import ciw

from peer_queue import answer, asked


def main():
    queue = asked()
    ciw.seed(queue.seed)
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(rate=queue.load)],
        service_distributions=[ciw.dists.Exponential(rate=1)],
        number_of_servers=[queue.servers])
    simulation = ciw.Simulation(network)
    total = queue.warm_up + queue.customers
    began = time.perf_counter()
    simulation.simulate_until_max_customers(total, method="Finish")
    seconds = time.perf_counter() - began
    # Some who arrived later may have finished too; of the first `total` a few may still be served, and are made up for by these.
    records = sorted(simulation.get_all_records(), key=lambda record: record.arrival_date)[:total]
    counted = [record.waiting_time for record in records[queue.warm_up:]]
    answer(queue, seconds, sum(counted) / len(counted) * queue.customers)


if __name__ == "__main__":
    main()
