/// Prices some shifts for ``ShadowPrices``, with prices of its own that follow what it takes.
final class PricingWorker {
    private let view: PlanView
    private var pricer: Pricer
    private let prices: Slab<Int32>
    /// The options of the paths found since ``begin(with:)``.
    let taken: Slab<Int32>
    private(set) var takenCount = 0

    init(_ model: PlanModel) {
        view = model.view
        pricer = Pricer(model)
        prices = Slab(model.jobCount, filledWith: 0)
        taken = Slab(model.optionCount, filledWith: 0)
    }

    func begin(with shared: Slab<Int32>) {
        prices.copy(from: shared)
        takenCount = 0
    }

    /// One step: the best path of the shift at the worker's prices, whose jobs then cost `alpha` more.
    func step(_ shift: Int, alpha: Int32, weekMinute: Int32, shiftMinutes: Slab<Int32>, exact: Bool) {
        if exact {
            _ = pricer.price(shift, prices: prices.base, minutePrice: Int(weekMinute))
        } else {
            _ = pricer.relaxed(shift, prices: prices.base, minutePrice: Int(weekMinute) &+ Int(shiftMinutes.base[shift]))
            let over = Int(pricer.used) - Int(view.limit[shift])
            if over > 0 || shiftMinutes.base[shift] > 0 {
                let price = Int(shiftMinutes.base[shift]) + Int(alpha) * over / ShadowPrices.minutesPerStep
                shiftMinutes.base[shift] = Int32(clamping: max(0, price))
            }
        }
        for place in 0..<pricer.pathCount {
            let option = pricer.path.base[place]
            prices.base[Int(view.job[Int(option)])] &+= alpha
            taken.base[takenCount] = option
            takenCount &+= 1
        }
    }

    /// The sum of the best paths of `shifts` at the shared prices. When time is up, the limits of the remaining shifts are left out: that
    /// is much faster, and their paths can only be worth more.
    func total(_ shifts: Range<Int>, prices shared: Slab<Int32>, minutes: Slab<Int32>, isTimeUp: () -> Bool) -> Int {
        var (total, isExact) = (0, true)
        for shift in shifts {
            if shift & 15 == 0, isExact { isExact = !isTimeUp() }
            let minutePrice = Int(minutes.base[Int(view.week[shift])])
            total += Int(
                isExact
                    ? pricer.price(shift, prices: shared.base, minutePrice: minutePrice)
                    : pricer.relaxed(shift, prices: shared.base, minutePrice: minutePrice))
        }
        return total
    }
}
