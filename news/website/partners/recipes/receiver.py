import base64, hmac, json, os, sqlite3, time
from http.server import BaseHTTPRequestHandler, HTTPServer

KEY = base64.b64decode(os.environ["SECRET"].removeprefix("whsec_"))
stories = sqlite3.connect("stories.sqlite3", isolation_level=None)
stories.execute("CREATE TABLE IF NOT EXISTS stories (urn PRIMARY KEY, sequence, type, item)")


def is_genuine(headers, body):
    sent_at = headers.get("webhook-timestamp", "0")
    signed = f"{headers.get('webhook-id')}.{sent_at}.".encode() + body
    own = "v1," + base64.b64encode(hmac.digest(KEY, signed, "sha256")).decode()
    given = headers.get("webhook-signature", "").encode().split()
    is_signed = any(hmac.compare_digest(own.encode(), each) for each in given)
    return is_signed and abs(time.time() - int(sent_at)) < 300


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        genuine = is_genuine(self.headers, body)
        if genuine and (story := json.loads(body)["data"]):
            stories.execute(
                "INSERT INTO stories VALUES (:urn, :sequence, :type, :item) ON CONFLICT (urn) DO "
                "UPDATE SET (sequence, type, item) = (:sequence, :type, :item) "
                "WHERE :sequence >= sequence",
                {**story, "type": json.loads(body)["type"], "item": json.dumps(story["item"])},
            )
        self.send_response(204 if genuine else 400)
        self.end_headers()


HTTPServer(("", int(os.environ["PORT"])), Receiver).serve_forever()
