# A camera of the network: an RTSP server of GStreamer on loopback that shows a moving ball as H.264 to whoever knows the
# password. Arguments: port, user, password.
import sys

import gi

gi.require_version('Gst', '1.0')
gi.require_version('GstRtspServer', '1.0')
from gi.repository import GLib, Gst, GstRtspServer

Gst.init(None)
port, user, password = sys.argv[1:4]
factory = GstRtspServer.RTSPMediaFactory()
factory.set_launch('( videotestsrc is-live=true pattern=ball ! video/x-raw,width=320,height=240,framerate=15/1'
                   ' ! x264enc tune=zerolatency speed-preset=ultrafast key-int-max=15 ! rtph264pay name=pay0 pt=96 )')
factory.set_shared(True)
permissions = GstRtspServer.RTSPPermissions()
permissions.add_permission_for_role('viewer', 'media.factory.access', True)
permissions.add_permission_for_role('viewer', 'media.factory.construct', True)
factory.set_permissions(permissions)

token = GstRtspServer.RTSPToken()
token.set_string('media.factory.role', 'viewer')
authentication = GstRtspServer.RTSPAuth()
authentication.add_basic(GstRtspServer.RTSPAuth.make_basic(user, password), token)

server = GstRtspServer.RTSPServer()
server.set_address('127.0.0.1')
server.set_service(port)
server.set_auth(authentication)
server.get_mount_points().add_factory('/stream', factory)
server.attach(None)
print('listens', flush=True)
GLib.MainLoop().run()
