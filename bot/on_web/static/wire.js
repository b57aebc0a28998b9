// The socket. Reconnects by itself, later and later with some jitter, so that a restarted
// server is not met by a whole class in the same instant. Knows nothing of the page.
const FIRST_WAIT = 400;
const LONGEST_WAIT = 15000;

export function connect(path, { hello, onFrame, onState }) {
  let socket = null;
  let tries = 0;
  let timer = 0;
  let ended = false;

  function open() {
    clearTimeout(timer);
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const mine = new WebSocket(`${scheme}//${location.host}${path}`);
    socket = mine;
    mine.onopen = () => mine.send(JSON.stringify({ type: "hello", ...hello() }));
    mine.onmessage = (event) => {
      if (mine !== socket) return;
      tries = 0;
      onState("open");
      onFrame(JSON.parse(event.data));
    };
    mine.onclose = () => {
      if (ended || mine !== socket) return;
      const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** tries) * (0.5 + Math.random());
      tries += 1;
      onState("closed");
      timer = setTimeout(open, wait);
    };
  }

  function hurry() {
    if (!ended && document.visibilityState === "visible" && socket.readyState === WebSocket.CLOSED) {
      open();
    }
  }

  addEventListener("online", hurry);
  document.addEventListener("visibilitychange", hurry);
  open();

  return {
    // Returns whether the frame could be sent.
    send(frame) {
      if (socket.readyState !== WebSocket.OPEN) return false;
      socket.send(JSON.stringify(frame));
      return true;
    },
    // Gives up a socket that has fallen silent, and opens another.
    again() {
      if (socket.readyState !== WebSocket.OPEN) return;
      socket.close();
      onState("closed");
      open();
    },
    end() {
      ended = true;
      clearTimeout(timer);
      socket.close();
    },
  };
}
