// A clock that can be fast, put into the package `time` when the program is built.
//
// GOSDK_CLOCK has three numbers: a moment and the monotonic clock at that moment, both in
// nanoseconds, and how many times faster the clock goes from then on. Without it nothing changes.

package time

import "syscall"

var clock = func() (numbers [3]int64) {
	text, _ := syscall.Getenv("GOSDK_CLOCK")
	place := 0
	for _, character := range []byte(text) {
		if character == ' ' {
			place++
		} else {
			numbers[place] = 10*numbers[place] + int64(character-'0')
		}
	}
	return
}()

func hasten(seconds int64, nanoseconds int32, monotonic int64) (int64, int32) {
	if clock[2] == 0 {
		return seconds, nanoseconds
	}
	moment := clock[0] + clock[2]*(monotonic-clock[1])
	return moment / 1e9, int32(moment % 1e9)
}
