import Base
import Testing
import Workloads

@Suite("Functions")
struct FunctionTests {
    private let lab = FunctionLab()

    @Test("the time of an invocation counts from when the process gets it")
    func deadline() {
        lab.next()
        #expect(lab.invoke("a"))
        #expect(lab.invoke("b"))
        lab.time.advance(seconds: 20)
        #expect(lab.finish("a"))
        lab.next()
        #expect(lab.delivered == ["a", "b"])
        #expect(lab.lastDeadline == lab.time.now.adding(seconds: 30))
        lab.time.advance(seconds: 29)
        #expect(!lab.runtime.step(.good))
        #expect(lab.finish("b"))
        #expect(lab.isDone("a") && lab.isDone("b"))
    }

    @Test("an invocation that waits for too long is refused, and one that nobody waits for is not")
    func waiting() {
        #expect(lab.invoke("a"))
        #expect(lab.invoke("event", isEvent: true))
        lab.time.advance(seconds: 49)
        #expect(!lab.runtime.step(.good))
        #expect(lab.outcome("a") == nil)
        lab.time.advance(seconds: 1)
        #expect(!lab.runtime.step(.good))
        #expect(lab.outcome("a") == .refused)
        lab.next()
        #expect(lab.delivered == ["event"])
        #expect(lab.invoke("old", isEvent: true))
        lab.time.advance(seconds: 21_600)
        _ = lab.runtime.step(.good)
        lab.runtime.restart(.good)
        lab.next()
        #expect(lab.delivered == ["event"])
    }

    @Test("so many bytes wait, and no more")
    func bytes() {
        let mebibyte = 1 << 20
        for number in 0..<16 { #expect(lab.invoke("\(number)", bytes: 4 * mebibyte)) }
        #expect(!lab.invoke("more", bytes: 1))
        #expect(lab.outcome("more") == nil)
        lab.next()
        #expect(lab.invoke("more", bytes: 4 * mebibyte))
        #expect(!lab.invoke("still more", bytes: 1))
        lab.time.advance(seconds: 60)
        #expect(lab.runtime.step(.good))
        #expect(lab.invoke("after", bytes: 4 * mebibyte))
    }

    @Test("so many invocations wait, and no more")
    func count() {
        for number in 0..<1000 { #expect(lab.invoke("\(number)")) }
        #expect(!lab.invoke("more"))
    }

    @Test("a process is replaced ten times for its keys, between invocations, and none is lost")
    func renewals() {
        lab.next()
        for number in 0..<10 {
            #expect(lab.invoke("run-\(number)"))
            #expect(lab.invoke("wait-\(number)"))
            #expect(!lab.runtime.step(.renewable), "it works")
            #expect(lab.finish("run-\(number)"))
            #expect(!lab.runtime.step(.renewable), "it has not asked")
            // However much waits, nothing begins with keys that have heirs.
            lab.next()
            #expect(lab.delivered.last == "run-\(number)")
            #expect(lab.runtime.step(.renewable))
            // Whatever the process does while it ends, it gets nothing.
            lab.next()
            #expect(lab.invoke("late-\(number)"))
            #expect(lab.delivered.last == "run-\(number)")
            lab.runtime.restart(.good)
            #expect(lab.refusals == 2 * number + 2)
            #expect(!lab.runtime.step(.renewable), "it begins")
            #expect(!lab.runtime.step(.good))
            for id in ["wait", "late"] {
                lab.next()
                #expect(lab.delivered.last == "\(id)-\(number)")
                #expect(lab.finish("\(id)-\(number)"))
            }
            for id in ["run", "wait", "late"] { #expect(lab.isDone("\(id)-\(number)")) }
            lab.next()
        }
        #expect(lab.delivered.count == 30)
    }

    @Test("a process that takes too long is replaced, and others wait for the next")
    func overrun() {
        lab.next()
        #expect(lab.invoke("slow"))
        #expect(lab.invoke("next"))
        lab.time.advance(seconds: 30)
        #expect(lab.runtime.step(.good))
        #expect(lab.failure("slow").contains("Sandbox.Timedout"))
        #expect(lab.failure("slow").contains("Task timed out after 30.00 seconds"))
        #expect(!lab.finish("slow"))
        #expect(lab.runtime.step(.good))
        lab.runtime.restart(.good)
        lab.next()
        #expect(lab.delivered == ["slow", "next"])
        #expect(!lab.runtime.step(.good))
    }

    @Test("a process whose keys are over gets nothing")
    func ended() {
        lab.next()
        #expect(!lab.runtime.step(.ended))
        #expect(lab.invoke("a"))
        #expect(lab.delivered == [])
        #expect(lab.runtime.step(.replaceable))
        lab.runtime.restart(.good)
        #expect(lab.refusals == 1)
        lab.next()
        #expect(lab.delivered == ["a"])
        lab.runtime.restart(.ended)
        #expect(lab.invoke("b"))
        lab.next()
        #expect(lab.delivered == ["a"], "nothing begins with keys that are over")
        #expect(lab.runtime.step(.replaceable))
        lab.runtime.restart(.good)
        #expect(lab.runtime.step(.replaceable), "a process that never asks ends with its keys")
    }

    @Test("after the end of the process every invocation is answered with its error")
    func end() {
        lab.next()
        #expect(lab.invoke("a"))
        #expect(lab.invoke("b"))
        lab.runtime.end("Runtime.ExitError", "gone")
        #expect(lab.invoke("c"))
        for id in ["a", "b", "c"] { #expect(lab.failure(id).contains("Runtime.ExitError")) }
        lab.runtime.restart(.good)
        #expect(lab.invoke("d"))
        lab.next()
        #expect(lab.delivered.last == "d", "another process has nothing to do with it")
    }

    @Test("a process that asks again while it asks gets one answer to each question")
    func questions() {
        lab.next()
        lab.next()
        #expect(lab.refusals == 1)
        #expect(lab.invoke("a"))
        #expect(lab.invoke("b"))
        #expect(lab.delivered == ["a"])
    }
}
