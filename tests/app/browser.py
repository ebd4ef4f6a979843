"""A headless Chromium, told what to do by the WebDriver protocol (W3C): JSON over HTTP to Debian's chromedriver, no library between."""

import base64
import http.client
import json
import os
import shutil
import subprocess
import tempfile

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
IS_HERE = bool(CHROMIUM and DRIVER)


class Browser:
    def __init__(self):
        self.profile = tempfile.TemporaryDirectory()
        self.driver = subprocess.Popen([DRIVER, "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        line = next(line for line in self.driver.stdout if "port" in line and "successfully" in line)
        self.port = int(line.rsplit(" ", 1)[1].rstrip(".\n"))
        # A root user has no sandbox. The page must do without any other address, so there is none.
        words = ["--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", f"--user-data-dir={self.profile.name}",
                 "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"] + (["--no-sandbox"] if os.geteuid() == 0 else [])
        wanted = {"goog:chromeOptions": {"binary": CHROMIUM, "args": words}, "goog:loggingPrefs": {"browser": "ALL"}}
        self.session = ""
        try:
            self.session = "/session/" + self._ask("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})["sessionId"]
        except Exception:
            self.quit()
            raise

    def _ask(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, json.dumps(body) if body is not None else None, {"Content-Type": "application/json"})
            reply = connection.getresponse()
            value = json.loads(reply.read())["value"]
        finally:
            connection.close()
        if reply.status != 200:
            raise RuntimeError(f"{path}: {value.get('error')}: {value.get('message')}")
        return value

    def open(self, url):
        self._ask("POST", self.session + "/url", {"url": url})

    def run(self, script, *arguments):
        """The value of `return ...` in the page; `arguments[0]` and so on are there."""
        return self._ask("POST", self.session + "/execute/sync", {"script": script, "args": list(arguments)})

    def tool(self, command, **parameters):
        """A command of Chromium's own tools (CDP)."""
        return self._ask("POST", self.session + "/goog/cdp/execute", {"cmd": command, "params": parameters})

    def complaints(self):
        """Serious lines of the console since the last time: a security policy that was broken, an error in a script."""
        return [line["message"] for line in self._ask("POST", self.session + "/se/log", {"type": "browser"}) if line["level"] == "SEVERE"]

    def screen(self, width, height, light=False):
        self.tool("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=True)
        self.tool("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "light" if light else "dark"}])

    def picture(self, whole):
        """PNG of what is seen, or of the whole page however long."""
        clip = {}
        if whole:
            size = self.tool("Page.getLayoutMetrics")["cssContentSize"]
            clip = {"clip": {**size, "scale": 1}, "captureBeyondViewport": True}
        return base64.b64decode(self.tool("Page.captureScreenshot", **clip)["data"])

    def quit(self):
        try:
            if self.session:
                self._ask("DELETE", self.session)
        finally:
            self.driver.terminate()
            self.driver.wait()
            self.driver.stdout.close()
            self.profile.cleanup()
