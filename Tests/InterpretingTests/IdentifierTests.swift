import Interpreting
import Testing

@Suite struct IdentifierTests {
    @Test(arguments: [1, 9, 10, 17, 99_999, 100_000, 999_999_999_999_999] as [Int64])
    func `an identifier is read as it is written`(number: Int64) throws {
        let written = RequestID(number).description
        #expect(written == "R" + String(number))
        #expect(RequestID(written) == RequestID(number))
        #expect(OfferID(written) == nil)
    }

    @Test(arguments: [0, -5, .min, .max] as [Int64])
    func `a number that no row has is written too, and not read`(number: Int64) {
        let written = InterpreterID(number).description
        #expect(written == "I" + String(number))
        #expect(InterpreterID(written) == nil)
    }
}
