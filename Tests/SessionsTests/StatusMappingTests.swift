import Dispatching
import Testing
import Wire

@testable import Sessions

@Suite struct StatusMappingTests {
    @Test(arguments: RefusalReason.allCases) func `what may be tried again later is of class four, and nothing else is`(
        reason: RefusalReason
    ) {
        #expect(reason.isPassing == (reason.status.class == .tryAgain))
    }
}
